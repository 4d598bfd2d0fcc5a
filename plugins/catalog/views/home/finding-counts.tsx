import { ErrorState, Icon, Link, LoadingLines, formatCount, useApi } from '@callboard/plugin/web';
import { LevelMark } from '../shared/level-mark.tsx';
import type { FindingPage } from '../types.ts';
import styles from './home.module.css';
import { messages } from './messages.ts';

const LEVELS = ['error', 'warning', 'info'] as const;

/** How many findings wait for their owners, by level. */
export function FindingCounts() {
  const { data, error, refetch } = useApi<FindingPage>('/api/callboard/findings', {
    query: { limit: 1 },
    touchedBy: [{ type: 'entity' }, { type: 'source' }],
  });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={2} />;
  if (data.total === 0) return <NoFindings />;
  return (
    <ul className={styles.levels}>
      {LEVELS.filter((level) => data.counts[level] > 0).map((level) => (
        <li key={level}>
          <Link to={`/findings?level=${level}`}>
            <LevelMark level={level} /> <span className={styles.levelCount}>{formatCount(data.counts[level])}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Said where all is well. */
export function NoFindings() {
  return (
    <p className={styles.fine}>
      <Icon name="done" /> {messages.findings.none}
    </p>
  );
}
