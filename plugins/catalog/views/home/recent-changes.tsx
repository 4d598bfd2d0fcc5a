import { EmptyState, EntityLink, ErrorState, LoadingLines, Time, useApi } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { Cause } from '../shared/cause.tsx';
import type { ChangeItem } from '../types.ts';
import styles from './home.module.css';

/** What changed lately, newest first. */
export function RecentChanges() {
  const { data, error, refetch } = useApi<{ items: ChangeItem[] }>('/api/callboard/changes', {
    query: { limit: 20 },
    touchedBy: [{ type: 'entity' }],
  });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={8} />;
  if (data.items.length === 0) return <EmptyState title={messages.history.none} />;
  return (
    <ol className={styles.changes}>
      {data.items.map((item) => (
        <li key={item.seq}>
          <span className={styles.op}>{messages.history.op[item.op]}</span>
          {item.op === 'delete' ? <span className={styles.gone}>{item.key}</span> : <EntityLink entityRef={item.key} />}
          <span className={styles.cause}>
            <Cause cause={item.cause} />
          </span>
          <span className={styles.when}>
            <Time at={item.at} />
          </span>
        </li>
      ))}
    </ol>
  );
}
