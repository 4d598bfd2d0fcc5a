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
        <li key={one.entityRef} className={styles.dependency}>
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
          <span className={styles.health}>
            {alerts && <Health firing={firing.get(one.entityRef) ?? []} />}
            {one.isPresent && one.entityRef.startsWith('component:') && (
              <Link to={incidentPath(one.entityRef)} aria-label={text.incident(one.title)} className={styles.bell}>
                <Icon name="alert" size={14} />
              </Link>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Health({ firing }: { firing: readonly Alert[] }) {
  if (!firing.length) return <span className={styles.soft}>{text.quiet}</span>;
  return <Severity severity={worstOf(firing)} word={messages.alerts.firing(firing.length)} />;
}

function OwnerOf({ owner }: { owner: Owner }) {
  return (
    <>
      <EntityLink entityRef={owner.entityRef} title={owner.title} icon={false} />
      {owner.contacts.chat && <Channel owner={owner} />}
    </>
  );
}
