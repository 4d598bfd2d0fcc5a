import { EntityLink, ExternalLink, Icon, Link } from '@callboard/plugin/web';
import { useFacts, useHitIcon } from './hit-facts.ts';
import { Marked } from './marked.tsx';
import { messages } from './messages.ts';
import type { Hit, Owner } from './types.ts';
import styles from './search.module.css';

/** A result with all that one needs of it, so that its page need not be opened for a channel or a runbook. */
export function HitItem({ hit }: { hit: Hit }) {
  const iconOf = useHitIcon();
  const factsOf = useFacts();
  const { document, owner, links, entityRef } = hit;
  const isOwnOwner = owner !== undefined && owner.ref === entityRef;
  return (
    <li className={styles.hit}>
      <Icon name={iconOf(hit)} className={styles.hitIcon} size={18} />
      <div className={styles.hitBody}>
        <h2 className={styles.hitTitle}>
          <Link to={document.location}>
            <Marked hit={hit} field="title" />
          </Link>
          <span className={styles.hitFacts}>
            {[...factsOf(hit), ...(document.lifecycle ? [document.lifecycle] : [])].join(' · ')}
          </span>
        </h2>
        {document.text && (
          <p className={styles.hitText}>
            <Marked hit={hit} field="text" />
          </p>
        )}
        <p className={styles.hitMore}>
          {owner && !isOwnOwner && (
            <span>
              {messages.ownedBy} <EntityLink entityRef={owner.ref} title={owner.title} icon={false} />
            </span>
          )}
          {owner && <Contacts owner={owner} />}
          {links.map(({ title, url }) => (
            <ExternalLink key={url} href={url}>
              {title}
            </ExternalLink>
          ))}
        </p>
      </div>
    </li>
  );
}

function Contacts({ owner: { chat, email } }: { owner: Owner }) {
  return (
    <>
      {chat && (
        <span className={styles.contact}>
          <Icon name="chat" size={14} />
          {chat.url === undefined ? chat.title : <ExternalLink href={chat.url}>{chat.title}</ExternalLink>}
        </span>
      )}
      {email && (
        <span className={styles.contact}>
          <Icon name="mail" size={14} />
          <a href={`mailto:${encodeURIComponent(email).replace('%40', '@')}`}>{email}</a>
        </span>
      )}
    </>
  );
}
