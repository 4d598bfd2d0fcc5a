import { useState } from 'react';
import { EntityLink, Link, entityTitle, formatCount, useApi } from '@callboard/plugin/web';
import type { Entity, EntityViewProps } from '@callboard/plugin/web';
import { valuesAt } from '../catalog/columns.ts';
import { messages } from '../messages.ts';
import styles from './entity.module.css';
import { relationGroups } from './relations.ts';
import type { RelationGroup } from './relations.ts';

const SHOWN = 10;
/** As many references as one request takes. */
const MOST_NAMES = 500;
const NAME_FIELDS = [
  'kind',
  'metadata.name',
  'metadata.title',
  'metadata.description',
  'spec.type',
  'spec.profile.displayName',
];

/** Everything that hangs together with the entity, in both directions, in plain words. */
export function RelationsCard({ entity, entityRef }: EntityViewProps) {
  const groups = relationGroups(entity);
  const refs = groups.flatMap((group) => group.refs).slice(0, MOST_NAMES);
  const { data } = useApi<{ items: (Entity | null)[] }>('/api/catalog/entities/by-refs', {
    body: { entityRefs: refs, fields: NAME_FIELDS },
    touchedBy: [{ type: 'entity' }],
    enabled: refs.length > 0,
    keepPrevious: true,
  });
  const known = new Map(refs.map((ref, place) => [ref, data?.items[place]]));
  if (groups.length === 0) return <p className={styles.faint}>{messages.relations.none}</p>;
  return (
    <div className={styles.relations}>
      {groups.map((group) => (
        <Group key={group.type} group={group} known={known} entityRef={entityRef} />
      ))}
    </div>
  );
}

interface GroupProps {
  group: RelationGroup;
  /** `null`: no such entity; `undefined`: not told yet. */
  known: Map<string, Entity | null | undefined>;
  entityRef: string;
}

function Group({ group, known, entityRef }: GroupProps) {
  const [open, setOpen] = useState(false);
  const shown = open ? group.refs : group.refs.slice(0, SHOWN);
  const more = group.refs.length - SHOWN;
  return (
    <section aria-label={group.title}>
      <h3>
        {group.title} <span className={styles.count}>{formatCount(group.refs.length)}</span>
        {group.type === 'ownerOf' && (
          <Link to={`/catalog?owner=${encodeURIComponent(entityRef)}`} className={styles.inCatalog}>
            {messages.relations.inCatalog}
          </Link>
        )}
      </h3>
      <ul>
        {shown.map((ref) => (
          <Related key={ref} entityRef={ref} entity={known.get(ref)} />
        ))}
      </ul>
      {more > 0 && (
        <button type="button" className={styles.plainButton} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? messages.relations.fewer : messages.relations.more(formatCount(more))}
        </button>
      )}
    </section>
  );
}

function Related({ entityRef, entity }: { entityRef: string; entity: Entity | null | undefined }) {
  if (entity === null) {
    return (
      <li className={styles.missing} title={messages.relations.missingHint}>
        <EntityLink entityRef={entityRef} />
        <span>{messages.relations.missing}</span>
      </li>
    );
  }
  return (
    <li title={entity?.metadata.description}>
      <EntityLink entityRef={entityRef} title={entity && entityTitle(entity)} />
      <span className={styles.faint}>{entity && valuesAt(entity, 'spec.type').join(', ')}</span>
    </li>
  );
}
