import type { AsyncChannel, AsyncOperation } from '../asyncapi/types.ts';
import { withTraits } from './asyncapi-messages.ts';
import type { AsyncMessages } from './asyncapi-messages.ts';
import { bindingsOf, described, parametersOf } from './asyncapi-parts.ts';
import type { ChannelsAndOperations } from './asyncapi-parts.ts';
import { nameOfRef, refOf, resolve } from './pointer.ts';
import { isObject, listAt, objectAt, own, textAt } from './values.ts';
import type { Values } from './values.ts';

export function readChannelsOf3(document: Values, messages: AsyncMessages): ChannelsAndOperations {
  const channels = Object.entries(objectAt(document, 'channels')).map(([name, value]) =>
    channelOf(document, name, value, messages),
  );
  const byName = new Map(channels.map((channel) => [channel.name, channel]));
  const operations = Object.entries(objectAt(document, 'operations')).flatMap(([name, value]) => {
    const found = resolve(document, value);
    return isObject(found) ? [operationOf(document, name, withTraits(document, found), byName, messages)] : [];
  });
  return { channels, operations };
}

function channelOf(document: Values, name: string, value: unknown, messages: AsyncMessages): AsyncChannel {
  const channel = resolve(document, value);
  return {
    id: `channel ${name}`,
    name,
    address: textAt(channel, 'address') ?? name,
    ...described(channel),
    ...bindingsOf(document, channel),
    parameters: parametersOf(document, channel),
    servers: listAt(channel, 'servers').flatMap((server) => nameOf(server) ?? []),
    messages: Object.entries(objectAt(channel, 'messages')).flatMap(
      ([key, message]) => messages.idOf(message, key) ?? [],
    ),
  };
}

function operationOf(
  document: Values,
  name: string,
  operation: Values,
  channels: ReadonlyMap<string, AsyncChannel>,
  messages: AsyncMessages,
): AsyncOperation {
  const action = textAt(operation, 'action') === 'send' ? 'send' : 'receive';
  const channel = nameOf(own(operation, 'channel')) ?? '';
  const listed = idsIn(operation, messages);
  return {
    id: `${action} ${name}`,
    name,
    action,
    channel,
    ...texts(operation),
    ...bindingsOf(document, operation),
    // An operation that names no messages handles all of its channel's.
    messages: Object.hasOwn(operation, 'messages') ? listed : (channels.get(channel)?.messages ?? []),
    ...replyOf(document, operation, channels, messages),
  };
}

function texts(operation: Values): Partial<AsyncOperation> {
  const keys = ['title', 'summary', 'description'] as const;
  return Object.fromEntries(keys.flatMap((key) => (textAt(operation, key) ? [[key, textAt(operation, key)]] : [])));
}

function replyOf(
  document: Values,
  operation: Values,
  channels: ReadonlyMap<string, AsyncChannel>,
  messages: AsyncMessages,
): { reply?: NonNullable<AsyncOperation['reply']> } {
  const reply = resolve(document, own(operation, 'reply'));
  if (!isObject(reply)) return {};
  const channel = nameOf(own(reply, 'channel'));
  const listed = idsIn(reply, messages);
  const all = Object.hasOwn(reply, 'messages') ? listed : (channels.get(channel ?? '')?.messages ?? []);
  return { reply: { messages: all, ...(channel !== undefined && { channel }) } };
}

function idsIn(value: Values, messages: AsyncMessages): string[] {
  return listAt(value, 'messages').flatMap((message) => messages.idOf(message, nameOf(message) ?? '') ?? []);
}

function nameOf(value: unknown): string | undefined {
  const ref = refOf(value);
  return ref === undefined ? undefined : nameOfRef(ref);
}
