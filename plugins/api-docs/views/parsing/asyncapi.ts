import type { AsyncApi, AsyncChannel, AsyncOperation, AsyncServer } from '../asyncapi/types.ts';
import type { AsyncApiDefinition, OutlineGroup, OutlineItem, Problem } from '../types.ts';
import { readChannelsOf2 } from './asyncapi-2.ts';
import { readChannelsOf3 } from './asyncapi-3.ts';
import { AsyncMessages } from './asyncapi-messages.ts';
import { described } from './asyncapi-parts.ts';
import { resolve } from './pointer.ts';
import { objectAt, textAt } from './values.ts';
import type { Values } from './values.ts';
import { words } from './words.ts';

export function isAsyncApi(value: unknown): value is Values {
  return textAt(value, 'asyncapi') !== undefined;
}

export function readAsyncApi(document: Values, warnings: Problem[]): AsyncApiDefinition {
  const specification = textAt(document, 'asyncapi') ?? '';
  const messages = new AsyncMessages(document);
  const read = specification.startsWith('2') || specification.startsWith('1') ? readChannelsOf2 : readChannelsOf3;
  const { channels, operations } = read(document, messages);
  for (const [name, value] of Object.entries(objectAt(objectAt(document, 'components'), 'messages')))
    messages.idOf(value, name);
  const info = objectAt(document, 'info');
  const api: AsyncApi = {
    ...described(info),
    servers: serversOf(document),
    channels,
    operations,
    messages: messages.all,
    schemas: Object.keys(objectAt(objectAt(document, 'components'), 'schemas')),
    document,
  };
  return {
    format: 'asyncapi',
    badge: `AsyncAPI ${specification}`,
    title: textAt(info, 'title') ?? '',
    version: textAt(info, 'version') ?? '',
    groups: groupsOf(api),
    warnings,
    api,
  };
}

function serversOf(document: Values): AsyncServer[] {
  return Object.entries(objectAt(document, 'servers')).map(([name, value]) => {
    const server = resolve(document, value);
    const protocol = textAt(server, 'protocol') ?? '';
    const host = `${textAt(server, 'host') ?? ''}${textAt(server, 'pathname') ?? ''}`;
    return { name, url: textAt(server, 'url') ?? host, protocol, ...described(server) };
  });
}

function groupsOf(api: AsyncApi): OutlineGroup[] {
  const groups = [
    { title: words.groups.sends, items: api.operations.filter(({ action }) => action === 'send').map(operationItem) },
    {
      title: words.groups.receives,
      items: api.operations.filter(({ action }) => action === 'receive').map(operationItem),
    },
    { title: words.groups.channels, items: api.channels.map(channelItem) },
    { title: words.groups.messages, items: api.messages.map(messageItem) },
    {
      title: words.groups.schemas,
      items: api.schemas.map((name) => ({ id: `schema ${name}`, title: name, words: '' })),
    },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

function operationItem(operation: AsyncOperation): OutlineItem {
  return {
    id: operation.id,
    title: operation.name,
    badge: operation.action,
    words: [operation.title, operation.summary, operation.description, operation.channel].join(' ').slice(0, 2000),
    ...(operation.deprecated && { deprecated: true }),
  };
}

function channelItem(channel: AsyncChannel): OutlineItem {
  return {
    id: channel.id,
    title: channel.address,
    words: `${channel.name} ${channel.description ?? ''}`.slice(0, 1000),
  };
}

function messageItem({ id, name, title, summary }: AsyncApi['messages'][number]): OutlineItem {
  return { id, title: name, words: `${title ?? ''} ${summary ?? ''}` };
}
