import type { Address } from '../address.ts';
import styles from '../definition.module.css';
import { Fields } from '../frame/fields.tsx';
import { Heading } from '../frame/heading.tsx';
import { ItemList } from '../frame/item-list.tsx';
import { Prose } from '../frame/prose.tsx';
import { TextBlock } from '../frame/text-block.tsx';
import { messages } from '../messages.ts';
import type { AsyncApi, AsyncChannel } from './types.ts';

export interface ChannelViewProps {
  api: AsyncApi;
  address: Address;
  channel: AsyncChannel;
}

/** Where messages go: who sends and receives on it, what its address is made of. */
export function ChannelView({ api, address, channel }: ChannelViewProps) {
  const operations = api.operations
    .filter((operation) => operation.channel === channel.name)
    .map(({ id, name, title, action, summary }) => ({ id, title: title ?? name, badge: action, summary }));
  const carried = api.messages
    .filter(({ id }) => channel.messages.includes(id))
    .map(({ id, name, title, summary }) => ({ id, title: title ?? name, summary }));
  const parameters = channel.parameters.map(({ name, description, values }) => ({
    key: name,
    name,
    description,
    note: values.length > 0 ? messages.schema.notes.values(values.join(', ')) : undefined,
  }));
  return (
    <>
      <Heading title={channel.address} detail={channel.name !== channel.address && <code>{channel.name}</code>} />
      <Prose text={channel.description} />
      <Fields title={messages.asyncapi.parameters} rows={parameters} />
      <ItemList title={messages.asyncapi.operations} items={operations} address={address} />
      <ItemList title={messages.asyncapi.messages} items={carried} address={address} />
      {channel.servers.length > 0 && (
        <p>
          <span className={styles.quiet}>{messages.asyncapi.onServers}</span> {channel.servers.join(', ')}
        </p>
      )}
      {channel.bindings && (
        <TextBlock title={messages.asyncapi.bindings} text={JSON.stringify(channel.bindings, null, 2)} />
      )}
    </>
  );
}
