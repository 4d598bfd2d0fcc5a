import { useState } from 'react';
import { EntityLink, entityTitle, useApi } from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';
import styles from '../definition.module.css';
import { messages } from '../messages.ts';

const FIELDS = ['kind', 'metadata.name', 'metadata.namespace', 'metadata.title', 'spec.profile', 'relations'];
const FIRST = 4;
/** As many as one question may name. */
const MOST = 100;

function refsOf(entity: Entity, type: string): string[] {
  return (entity.relations ?? []).filter((relation) => relation.type === type).map(({ targetRef }) => targetRef);
}

/** Who provides the API and who uses it, with their owners. */
export function Parties({ entity }: { entity: Entity }) {
  const providers = refsOf(entity, 'apiProvidedBy');
  const users = refsOf(entity, 'apiConsumedBy');
  const refs = [...providers, ...users].slice(0, MOST);
  const { data } = useApi<{ items: (Entity | null)[] }>('/api/catalog/entities/by-refs', {
    body: { entityRefs: refs, fields: FIELDS },
    touchedBy: [...refs.map((key) => ({ type: 'entity', key })), { type: 'entity' }],
    enabled: refs.length > 0,
  });
  const known = new Map(refs.map((ref, place) => [ref, data?.items[place] ?? undefined]));
  return (
    <dl className={styles.parties}>
      <Party title={messages.providedBy} none={messages.nobodyProvides} refs={providers} known={known} />
      <Party title={messages.usedBy} none={messages.nobodyUses} refs={users} known={known} />
    </dl>
  );
}

interface PartyProps {
  title: string;
  none: string;
  refs: readonly string[];
  known: ReadonlyMap<string, Entity | undefined>;
}

function Party({ title, none, refs, known }: PartyProps) {
  const [all, setAll] = useState(false);
  const shown = all ? refs : refs.slice(0, FIRST);
  return (
    <div className={styles.party}>
      <dt>{title}</dt>
      {refs.length === 0 && <dd className={styles.quiet}>{none}</dd>}
      {shown.map((ref) => (
        <dd key={ref}>
          <Known entityRef={ref} entity={known.get(ref)} />
        </dd>
      ))}
      {refs.length > FIRST && (
        <dd>
          <button type="button" className={styles.textButton} aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? messages.fewer : messages.more(refs.length - FIRST)}
          </button>
        </dd>
      )}
    </div>
  );
}

function Known({ entityRef, entity }: { entityRef: string; entity: Entity | undefined }) {
  const owner = entity && refsOf(entity, 'ownedBy')[0];
  return (
    <>
      <EntityLink entityRef={entityRef} title={entity && entityTitle(entity)} />
      {owner && (
        <>
          <span className={styles.quiet}>{messages.ownedBy}</span>
          <EntityLink entityRef={owner} icon={false} />
        </>
      )}
    </>
  );
}
