import { EntityLink, Icon, Link, refName } from '@callboard/plugin/web';
import { Severity, worstOf } from './alerts.tsx';
import styles from './incidents.module.css';
import { messages } from './messages.ts';
import { Channel } from './owners.tsx';
import type { Alert, Dependency, Owner } from './types.ts';
import { incidentPath } from './use-incident.ts';

const text = messages.dependencies;

interface DependenciesProps {
  dependencies: readonly Dependency[];
  owners: readonly Owner[];
  /** Absent: nobody knows. */
  alerts?: readonly Alert[];
}

/** What it cannot do without: what is in trouble first, then what it needs itself. */
export function Dependencies({ dependencies, owners, alerts }: DependenciesProps) {
  const firing = Map.groupBy(alerts ?? [], ({ entityRef }) => entityRef);
  const count = ({ entityRef }: Dependency) => firing.get(entityRef)?.length ?? 0;
  const sorted = dependencies.toSorted((a, b) => Number(count(b) > 0) - Number(count(a) > 0) || a.depth - b.depth);
  const ownerOf = new Map(owners.map((owner) => [owner.entityRef, owner]));
  return (
    <ul className={styles.list}>
      {sorted.map((one) => (
        <li key={one.entityRef} className={styles.row}>
          <span>
            {count(one) > 0 ? (
              <Severity severity={worstOf(firing.get(one.entityRef)!)} word={messages.alerts.firing(count(one))} />
            ) : (
              alerts && <span className={styles.soft}>{text.quiet}</span>
            )}
          </span>
          <span className={styles.what}>
            <EntityLink entityRef={one.entityRef} title={one.title} />
            {!one.isPresent && <span className={styles.stale}>{text.gone}</span>}
            {one.api !== undefined && <span className={styles.soft}>{text.api(refName(one.api))}</span>}
            {one.through !== undefined && <span className={styles.soft}>{text.through(refName(one.through))}</span>}
            {one.owners.slice(0, 2).map((ref) => {
              const owner = ownerOf.get(ref);
              return owner && <OwnerOf key={ref} owner={owner} />;
            })}
          </span>
          {one.isPresent && one.entityRef.startsWith('component:') && (
            <Link to={incidentPath(one.entityRef)} aria-label={text.incident(one.title)}>
              <Icon name="alert" size={14} />
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}

function OwnerOf({ owner }: { owner: Owner }) {
  return (
    <>
      <EntityLink entityRef={owner.entityRef} title={owner.title} icon={false} />
      {owner.contacts.chat && <Channel owner={owner} />}
    </>
  );
}
