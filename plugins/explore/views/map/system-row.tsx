import { EntityLink, Icon, Link, entityPath, refName } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { Counts } from './counts.tsx';
import styles from './map.module.css';
import type { SystemItem } from './answers.ts';
import { PartLinks } from './parts.tsx';

/** A system, whose it is, and the first things that it is made of. */
export function SystemRow({ system }: { system: SystemItem }) {
  const name = system.title ?? refName(system.ref);
  const more = system.total - system.parts.length;
  return (
    <li className={styles.system}>
      <div className={styles.systemHead}>
        <h3 className={styles.systemName}>
          <Icon name="topology-star-3" size={14} className={styles.icon} />
          <Link to={entityPath(system.ref)}>{name}</Link>
        </h3>
        {system.owner && <EntityLink entityRef={system.owner} />}
        {system.description && <p className={styles.clamped}>{system.description}</p>}
        <p className={styles.figures}>
          <Counts counts={system.counts} />
        </p>
      </div>
      <div className={styles.systemParts}>
        {system.parts.length === 0 ? (
          <p className={styles.faint}>{messages.domains.noParts}</p>
        ) : (
          <PartLinks parts={system.parts} label={messages.domains.partsOf(name)} />
        )}
        {more > 0 && (
          <Link to={`/catalog?system=${encodeURIComponent(system.ref)}`}>{messages.domains.more(more)}</Link>
        )}
      </div>
    </li>
  );
}
