import { EntityLink, ExternalLink, Icon, entityTitle, useEntity, useKind, useKindIcon } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { valuesAt } from '../catalog/columns.ts';
import styles from './entity.module.css';
import { relatedRefs } from './relations.ts';

const LINKS_SHOWN = 3;

/** Name, kind, type, lifecycle, owner and the first links: enough for most visits. */
export function EntityHeader() {
  const { entity, entityRef } = useEntity();
  const icon = useKindIcon(entityRef);
  const kind = useKind(entity.kind);
  const owners = relatedRefs(entity, 'ownedBy');
  const facts = [
    kind?.singular ?? entity.kind,
    ...valuesAt(entity, 'spec.type'),
    ...valuesAt(entity, 'spec.lifecycle'),
  ];
  return (
    <header className={styles.header}>
      <Icon name={icon} size={28} className={styles.headerIcon} />
      <div className={styles.headerText}>
        <h1 title={entityRef}>{entityTitle(entity)}</h1>
        <p className={styles.headerFacts}>
          <span>{facts.join(' · ')}</span>
          {owners.map((owner) => (
            <span key={owner}>
              {messages.entity.by} <EntityLink entityRef={owner} />
            </span>
          ))}
        </p>
      </div>
      <ul className={styles.headerLinks}>
        {(entity.metadata.links ?? []).slice(0, LINKS_SHOWN).map((link) => (
          <li key={link.url}>
            <ExternalLink href={link.url}>{link.title ?? link.url}</ExternalLink>
          </li>
        ))}
      </ul>
    </header>
  );
}
