import { EmptyState } from '@callboard/plugin/web';
import type { Address } from '../address.ts';
import { Heading } from '../frame/heading.tsx';
import { messages } from '../messages.ts';
import { objectAt, own } from '../parsing/values.ts';
import { SchemaTree } from '../schema/schema-tree.tsx';
import { ChannelView } from './channel-view.tsx';
import { MessageView } from './message-view.tsx';
import { OperationView } from './operation-view.tsx';
import { AsyncOverview } from './overview.tsx';
import type { AsyncApi } from './types.ts';

export interface AsyncViewProps {
  api: AsyncApi;
  address: Address;
}

/** What the address names of an event-driven API, or what there is. */
export function AsyncApiView({ api, address }: AsyncViewProps) {
  const { at } = address;
  if (at === '') return <AsyncOverview api={api} address={address} />;
  const operation = api.operations.find(({ id }) => id === at);
  if (operation) return <OperationView key={at} api={api} address={address} operation={operation} />;
  const channel = api.channels.find(({ id }) => id === at);
  if (channel) return <ChannelView api={api} address={address} channel={channel} />;
  const message = api.messages.find(({ id }) => id === at);
  if (message) return <MessageView key={at} api={api} message={message} isOpen />;
  const schema = api.schemas.find((name) => `schema ${name}` === at);
  if (schema === undefined) return <EmptyState icon="search" title={messages.asyncapi.unknown} />;
  const schemas = objectAt(objectAt(api.document, 'components'), 'schemas');
  return (
    <>
      <Heading title={schema} />
      <SchemaTree key={at} root={api.document} schema={own(schemas, schema)} />
    </>
  );
}
