import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { EmptyState, ErrorState, LoadingLines, Time, useKit, useUrlState } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { Cause } from '../shared/cause.tsx';
import type { HistoryItem } from '../types.ts';
import { AsItWas } from './as-it-was.tsx';
import { Diff } from './diff.tsx';
import entityStyles from './entity.module.css';
import styles from './history.module.css';

const PAGE = 20;

interface HistoryPage {
  items: HistoryItem[];
  nextBefore?: number;
}

/** What changed, when and why; and the entity as it was on a day. */
export function HistoryTab({ entityRef }: EntityViewProps) {
  const [params, change] = useUrlState();
  const day = params.get('on') ?? '';
  return (
    <div className={entityStyles.stack}>
      <label className={styles.dayLabel}>
        {messages.history.asItWasOn}
        <input
          type="date"
          className={styles.day}
          value={day}
          max={new Date().toISOString().slice(0, 10)}
          onChange={(event) =>
            change((next) => (event.target.value ? next.set('on', event.target.value) : next.delete('on')))
          }
        />
      </label>
      {day ? (
        <AsItWas entityRef={entityRef} day={day} onClose={() => change((next) => next.delete('on'))} />
      ) : (
        <Changes entityRef={entityRef} />
      )}
    </div>
  );
}

function Changes({ entityRef }: { entityRef: string }) {
  const { api } = useKit();
  const history = useInfiniteQuery({
    queryKey: ['api', '/api/callboard/history', { entityRef }],
    queryFn: ({ pageParam, signal }) =>
      api.json<HistoryPage>('/api/callboard/history', { query: { entityRef, before: pageParam, limit: PAGE }, signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.nextBefore,
    meta: { touchedBy: [{ type: 'entity', key: entityRef }] },
  });
  if (history.error && !history.data)
    return <ErrorState error={history.error} onRetry={() => void history.refetch()} />;
  if (!history.data) return <LoadingLines lines={6} />;
  const items = history.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <EmptyState icon="history" title={messages.history.none} />;
  return (
    <>
      <ol className={styles.history}>
        {items.map((item) => (
          <li key={item.seq}>
            <div className={styles.historyHead}>
              <strong>{messages.history.op[item.op]}</strong>
              <Time at={item.at} />
              <Cause cause={item.cause} />
            </div>
            {item.cause.message && <p className={entityStyles.faint}>{item.cause.message}</p>}
            <Diff diff={item.diff} />
          </li>
        ))}
      </ol>
      {history.hasNextPage && (
        <Button onClick={() => void history.fetchNextPage()} loading={history.isFetchingNextPage}>
          {messages.history.older}
        </Button>
      )}
    </>
  );
}
