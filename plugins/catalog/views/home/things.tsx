import {
  EntityLink,
  ExternalLink,
  Icon,
  Link,
  contactsOf,
  entityPath,
  entityRefOf,
  entityTitle,
  refName,
  useKindIcon,
} from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';
import { useFindingCounts } from '../catalog/use-finding-counts.ts';
import type { FindingCounts } from '../catalog/use-finding-counts.ts';
import { FindingsBadge } from '../shared/findings-badge.tsx';
import { useKindTitle } from '../shared/use-kind-title.ts';
import { stop } from '../shared/use-stops.ts';
import styles from './home.module.css';
import { messages } from './messages.ts';
import { ownerRefOf, useOwners } from './use-owners.ts';

/** Entities in rows: what each is, whose, how to reach them, and whether something is wrong. */
export function Things({ label, entities }: { label: string; entities: readonly Entity[] }) {
  const owners = useOwners(entities);
  const counts = useFindingCounts((index) => entities[index], 0, entities.length - 1);
  return (
    <ul className={styles.things} aria-label={label}>
      {entities.map((entity) => {
        const entityRef = entityRefOf(entity);
        return (
          <Thing key={entityRef} entity={entity} entityRef={entityRef} owners={owners} counts={counts.get(entityRef)} />
        );
      })}
    </ul>
  );
}

interface ThingProps {
  entity: Entity;
  entityRef: string;
  owners: Map<string, Entity>;
  counts: FindingCounts | undefined;
}

function Thing({ entity, entityRef, owners, counts }: ThingProps) {
  const icon = useKindIcon(entity.kind);
  const kindTitle = useKindTitle();
  const { type, lifecycle } = entity.spec ?? {};
  const ownerRef = ownerRefOf(entity);
  const owner = ownerRef === undefined ? undefined : owners.get(ownerRef);
  return (
    <li {...stop}>
      <span className={styles.thingName}>
        <Icon name={icon} label={kindTitle(entity.kind)} />
        <Link to={entityPath(entityRef)} title={entityRef}>
          {entityTitle(entity)}
        </Link>
        <FindingsBadge entityRef={entityRef} counts={counts} />
      </span>
      <span className={styles.thingFact}>{typeof type === 'string' ? type : kindTitle(entity.kind)}</span>
      <span className={styles.thingFact}>{typeof lifecycle === 'string' ? lifecycle : ''}</span>
      <span className={styles.thingOwner}>
        {ownerRef && <EntityLink entityRef={ownerRef} title={owner && entityTitle(owner)} icon={false} />}
      </span>
      <span className={styles.thingContact}>
        <Contact of={owner ?? (ownerRef ? undefined : entity)} />
      </span>
    </li>
  );
}

/** The chat channel of whoever it is, else their address. */
function Contact({ of: entity }: { of: Entity | undefined }) {
  if (!entity) return null;
  const { chat, email } = contactsOf(entity);
  const name = refName(entityRefOf(entity));
  if (chat?.url) {
    return (
      <span title={messages.contactOf(name, chat.title)}>
        <ExternalLink href={chat.url}>{chat.title}</ExternalLink>
      </span>
    );
  }
  if (chat) return <span title={messages.contactOf(name, chat.title)}>{chat.title}</span>;
  if (!email) return null;
  return (
    <a href={`mailto:${encodeURIComponent(email).replaceAll('%40', '@')}`} title={messages.writeTo(name, email)}>
      {email}
    </a>
  );
}
