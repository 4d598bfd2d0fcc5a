import { Suspense, useState } from 'react';
import { EntityLink, ExternalLink, Icon, LoadingLines, lazyView } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import { valuesAt } from '../catalog/columns.ts';
import styles from './entity.module.css';
import { messages } from './messages.ts';
import { useOwners } from './use-owners.ts';
import type { Owner } from './use-owners.ts';

const ChannelDialog = lazyView(async () => (await import('./channel-dialog.tsx')).ChannelDialog);

/** Who answers for it, and where they talk. */
export function OwnerCard({ entity }: EntityViewProps) {
  const owners = useOwners(entity);
  return (
    <ul className={styles.owners}>
      {owners.map((owner) => (
        <li key={owner.entityRef}>
          <OneOwner owner={owner} />
        </li>
      ))}
    </ul>
  );
}

function OneOwner({ owner }: { owner: Owner }) {
  const [explains, setExplains] = useState(false);
  if (owner.entity === undefined) return <LoadingLines lines={2} />;
  const { chat, email } = owner.contacts;
  return (
    <>
      <p className={styles.ownerName}>
        <EntityLink entityRef={owner.entityRef} title={owner.title} />
        <span className={styles.faint}>
          {owner.entity ? valuesAt(owner.entity, 'spec.type').join(', ') : messages.owner.noSuch}
        </span>
      </p>
      <ul className={styles.links}>
        <li>
          <Icon name="chat" />
          {chat?.url ? (
            <ExternalLink href={chat.url}>{chat.title}</ExternalLink>
          ) : (
            <span>{chat?.title ?? messages.owner.noChannel}</span>
          )}
          {!chat?.url && (
            <button type="button" className={styles.plainButton} onClick={() => setExplains(true)}>
              {messages.owner.howTo}
            </button>
          )}
        </li>
        {email && (
          <li>
            <Icon name="mail" />
            <ExternalLink href={`mailto:${email}`}>{email}</ExternalLink>
          </li>
        )}
      </ul>
      {explains && (
        <Suspense>
          <ChannelDialog owner={owner} onClose={() => setExplains(false)} />
        </Suspense>
      )}
    </>
  );
}
