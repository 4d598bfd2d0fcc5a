import { ExternalLink, Icon, Link, Time, entityPath } from '@callboard/plugin/web';
import styles from './incidents.module.css';
import { messages } from './messages.ts';
import type { Deployment } from './types.ts';

const text = messages.deployments;
const ICONS: Readonly<Record<string, string>> = {
  pending: 'waiting',
  running: 'refresh',
  canary: 'flask',
  succeeded: 'done',
  failed: 'error',
  aborted: 'close',
  removed: 'delete',
};
const SHOWN = 6;

export function Deployments({ deployments, entityRef }: { deployments: readonly Deployment[]; entityRef: string }) {
  return (
    <>
      <ul className={styles.list}>
        {deployments.slice(0, SHOWN).map((one) => (
          <li key={one.id} className={styles.row}>
            <span className={`${styles.mark} ${one.state === 'failed' ? styles.red : styles.soft}`}>
              <Icon name={ICONS[one.state] ?? 'unknown'} size={14} /> {text.states[one.state] ?? one.state}
            </span>
            <span className={styles.what}>
              <b className={styles.version}>{one.version}</b>
              <span>{[one.environment, one.region].filter(Boolean).join(', ')}</span>
              {one.by !== undefined && <span className={styles.soft}>{one.by}</span>}
              {one.commitUrl !== undefined && (
                <ExternalLink href={one.commitUrl}>{one.commit?.slice(0, 7) ?? text.commit}</ExternalLink>
              )}
            </span>
            <span className={styles.soft}>
              <Time at={one.since} />
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.inline}>
        <Link to={`${entityPath(entityRef)}/deployments`}>{text.all}</Link>
        {deployments.some(({ isSample }) => isSample) && <span className={styles.tag}>{text.sample}</span>}
      </p>
    </>
  );
}
