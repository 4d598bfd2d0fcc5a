import styles from '../definition.module.css';
import { ItemList } from '../frame/item-list.tsx';
import { Prose } from '../frame/prose.tsx';
import { messages } from '../messages.ts';
import type { AsyncViewProps } from './asyncapi-view.tsx';
import type { AsyncApi, AsyncOperation } from './types.ts';

/** The servers, and everything that is sent and received. */
export function AsyncOverview({ api, address }: AsyncViewProps) {
  const items = (action: AsyncOperation['action']) =>
    api.operations
      .filter((operation) => operation.action === action)
      .map((operation) => ({
        id: operation.id,
        title: operation.title ?? operation.name,
        badge: action,
        detail: addressOf(api, operation.channel),
        summary: operation.summary ?? operation.description,
        deprecated: operation.deprecated,
      }));
  const channels = api.channels.map(({ id, address: title, description }) => ({ id, title, summary: description }));
  return (
    <>
      <Prose text={api.description} />
      <ItemList title={messages.asyncapi.sends} items={items('send')} address={address} />
      <ItemList title={messages.asyncapi.receives} items={items('receive')} address={address} />
      {api.operations.length === 0 && <p className={styles.quiet}>{messages.asyncapi.noOperations}</p>}
      <ItemList title={messages.asyncapi.channels} items={channels} address={address} />
      <Servers api={api} />
    </>
  );
}

/** What the channel of a key is called on the wire. */
export function addressOf(api: AsyncApi, key: string): string {
  return api.channels.find(({ name }) => name === key)?.address ?? key;
}

function Servers({ api }: { api: AsyncApi }) {
  if (api.servers.length === 0) return null;
  return (
    <section>
      <h3 className={styles.sectionTitle}>{messages.asyncapi.servers}</h3>
      <ul className={styles.items}>
        {api.servers.map(({ name, url, protocol, description }) => (
          <li key={name} className={styles.item}>
            <span className={styles.name}>{name}</span>
            <code>{url}</code>
            <span className={styles.tag}>{protocol}</span>
            {description && <span className={styles.itemSummary}>{description}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
