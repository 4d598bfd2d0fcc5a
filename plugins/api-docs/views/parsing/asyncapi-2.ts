import type { AsyncChannel, AsyncOperation } from '../asyncapi/types.ts';
import { withTraits } from './asyncapi-messages.ts';
import type { AsyncMessages } from './asyncapi-messages.ts';
import { bindingsOf, described, parametersOf } from './asyncapi-parts.ts';
import type { ChannelsAndOperations } from './asyncapi-parts.ts';
import { resolve } from './pointer.ts';
import { isObject, objectAt, own, textAt, textsAt } from './values.ts';
import type { Values } from './values.ts';

/** The second generation says what others do: whoever publishes to a channel has the application receive. */
const ACTIONS = [
  ['publish', 'receive'],
  ['subscribe', 'send'],
] as const;

export function readChannelsOf2(document: Values, messages: AsyncMessages): ChannelsAndOperations {
  const channels: AsyncChannel[] = [];
  const operations: AsyncOperation[] = [];
  for (const [address, value] of Object.entries(objectAt(document, 'channels'))) {
    const channel = resolve(document, value);
    const handled = operationsOf(document, channel, address, messages);
    operations.push(...handled);
    channels.push({
      id: `channel ${address}`,
      name: address,
      address,
      ...described(channel),
      ...bindingsOf(document, channel),
      parameters: parametersOf(document, channel),
      servers: textsAt(channel, 'servers'),
      messages: [...new Set(handled.flatMap((operation) => operation.messages))],
    });
  }
  return { channels, operations };
}

function operationsOf(document: Values, channel: unknown, address: string, messages: AsyncMessages): AsyncOperation[] {
  return ACTIONS.flatMap(([key, action]) => {
    const found = resolve(document, own(channel, key));
    if (!isObject(found)) return [];
    const operation = withTraits(document, found);
    const name = textAt(operation, 'operationId') ?? address;
    const message = own(operation, 'message');
    return [
      {
        id: `${action} ${name}`,
        name,
        action,
        channel: address,
        ...(textAt(operation, 'summary') && { summary: textAt(operation, 'summary') ?? '' }),
        ...(textAt(operation, 'description') && { description: textAt(operation, 'description') ?? '' }),
        ...bindingsOf(document, operation),
        messages: message === undefined ? [] : messages.idsOf(message, name),
      },
    ];
  });
}
