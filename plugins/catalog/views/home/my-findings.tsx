import { useState } from 'react';
import { EntityLink, ErrorState, Icon, LoadingLines, formatCount, useApi } from '@callboard/plugin/web';
import { placeOf } from '../shared/finding-item.tsx';
import { LevelMark } from '../shared/level-mark.tsx';
import type { FindingPage } from '../types.ts';
import { NoFindings } from './finding-counts.tsx';
import styles from './home.module.css';
import { messages } from './messages.ts';

const SHOWN = 4;
const SHOWN_WHEN_OPEN = 50;

/** What is wrong with what the viewer and their teams own, worst first. */
export function MyFindings({ me }: { me: readonly string[] }) {
  const [open, setOpen] = useState(false);
  const { data, error, refetch } = useApi<FindingPage>('/api/callboard/findings', {
    query: { ownedBy: me, limit: open ? SHOWN_WHEN_OPEN : SHOWN },
    touchedBy: [{ type: 'entity' }, { type: 'source' }],
    keepPrevious: true,
  });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={3} />;
  if (data.total === 0) return <NoFindings />;
  return (
    <>
      <ul className={styles.findings}>
        {data.items.map((finding, place) => (
          <li key={`${finding.location} ${placeOf(finding)} ${finding.code} ${place}`}>
            <LevelMark level={finding.level} />
            <p title={finding.hint}>{finding.message}</p>
            <p className={styles.findingPlace}>
              {finding.entityRef ? <EntityLink entityRef={finding.entityRef} /> : finding.repository}
              <code title={finding.location}>{placeOf(finding)}</code>
            </p>
          </li>
        ))}
      </ul>
      {data.total > SHOWN && (
        <button type="button" className={styles.plainButton} aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name={open ? 'up' : 'down'} size={12} />{' '}
          {open ? messages.findings.fewer : messages.findings.all(formatCount(data.total))}
        </button>
      )}
    </>
  );
}
