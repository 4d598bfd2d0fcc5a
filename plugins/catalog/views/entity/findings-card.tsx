import { ErrorState, Icon, Link, LoadingLines, entityPath, formatCount } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { LevelMark } from '../shared/level-mark.tsx';
import { useEntityFindings } from '../shared/use-findings.ts';
import styles from './entity.module.css';

const SHOWN = 4;

/** What its owner should put right. */
export function FindingsCard({ entityRef }: EntityViewProps) {
  const { data, error, refetch } = useEntityFindings(entityRef);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={2} />;
  if (data.total === 0) {
    return (
      <p className={styles.fine}>
        <Icon name="done" /> {messages.findings.none}
      </p>
    );
  }
  return (
    <>
      <ul className={styles.shortFindings}>
        {data.items.slice(0, SHOWN).map((finding, place) => (
          <li key={`${finding.code} ${finding.line} ${place}`} title={finding.hint}>
            <LevelMark level={finding.level} />
            <span>{finding.message}</span>
          </li>
        ))}
      </ul>
      <Link to={`${entityPath(entityRef)}/findings`}>{messages.findings.all(formatCount(data.total))}</Link>
    </>
  );
}
