import { ErrorState, ExternalLink, Icon, Link, LoadingLines, entityPath, formatCount } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import { placeOf } from '../shared/finding-item.tsx';
import { LevelMark } from '../shared/level-mark.tsx';
import { MendLink } from '../shared/mend-link.tsx';
import { useEntityFindings } from '../shared/use-findings.ts';
import type { FindingItem } from '../types.ts';
import styles from './entity.module.css';
import { messages } from './messages.ts';

const SHOWN = 4;

/** What its owner should put right: what, exactly where, and what to do. */
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
      <ShortFindings findings={data.items.slice(0, SHOWN)} />
      <Link to={`${entityPath(entityRef)}/findings`}>{messages.findings.all(data.total, formatCount(data.total))}</Link>
    </>
  );
}

/** Findings in a narrow column. */
export function ShortFindings({ findings }: { findings: readonly FindingItem[] }) {
  return (
    <ul className={styles.shortFindings}>
      {findings.map((finding, at) => (
        <li key={`${placeOf(finding)} ${finding.code} ${at}`}>
          <LevelMark level={finding.level} />
          <span>{finding.message}</span>
          <span className={styles.hint}>{finding.hint}</span>
          <MendLink finding={finding} />
          <code>
            {finding.viewUrl ? (
              <ExternalLink href={finding.viewUrl}>{placeOf(finding)}</ExternalLink>
            ) : (
              placeOf(finding)
            )}
          </code>
        </li>
      ))}
    </ul>
  );
}
