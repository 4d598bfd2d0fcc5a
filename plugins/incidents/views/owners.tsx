import { EntityLink, ExternalLink, Icon } from '@callboard/plugin/web';
import styles from './incidents.module.css';
import { messages } from './messages.ts';
import type { About, Owner } from './types.ts';

const text = messages.owner;

/** Whoever owns it; owners of what it depends on stand with that. */
export function Owners({ owners, ownedBy }: Pick<About, 'owners' | 'ownedBy'>) {
  const own = owners.filter(({ entityRef }) => ownedBy.includes(entityRef));
  if (!own.length) return <p className={styles.soft}>{text.none}</p>;
  return (
    <ul className={styles.list}>
      {own.map((owner) => (
        <li key={owner.entityRef} className={styles.person}>
          <b>
            <EntityLink entityRef={owner.entityRef} title={owner.title} icon={false} />
          </b>
          {!owner.isPresent && <span className={styles.stale}>{text.gone}</span>}
          <Channel owner={owner} />
          {owner.contacts.email !== undefined && (
            <ExternalLink href={`mailto:${owner.contacts.email}`}>{owner.contacts.email}</ExternalLink>
          )}
        </li>
      ))}
    </ul>
  );
}

export function Channel({ owner: { contacts, isPresent } }: { owner: Owner }) {
  const { chat } = contacts;
  if (!chat) return isPresent ? <span className={styles.soft}>{text.noChannel}</span> : null;
  return (
    <span className={styles.channel}>
      <Icon name="chat" size={14} />{' '}
      {chat.url === undefined ? chat.title : <ExternalLink href={chat.url}>{chat.title}</ExternalLink>}
    </span>
  );
}
