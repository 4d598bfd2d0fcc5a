import { Icon, Link, LoadingLines, formatCount, useApi } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import type { FindingPage } from '../types.ts';
import styles from './entity.module.css';
import { ShortFindings } from './findings-card.tsx';
import { messages } from './messages.ts';

const SHOWN = 3;

/** What is wrong with the things of a team and of the teams below it. */
export function OwnedFindingsCard({ entityRef }: EntityViewProps) {
  const { data } = useApi<FindingPage>('/api/callboard/findings', {
    query: { ownedBy: entityRef, limit: SHOWN },
    touchedBy: [{ type: 'entity' }, { type: 'source' }],
  });
  if (!data) return <LoadingLines lines={2} />;
  if (data.total === 0) {
    return (
      <p className={styles.fine}>
        <Icon name="done" /> {messages.team.findingsNone}
      </p>
    );
  }
  return (
    <>
      <ShortFindings findings={data.items} />
      <Link to={`/findings?owner=${encodeURIComponent(entityRef)}`}>
        {messages.team.findingsAll(data.total, formatCount(data.total))}
      </Link>
    </>
  );
}
