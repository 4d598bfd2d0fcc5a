import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { EmptyState, ErrorState, LoadingLines, Time, formatCount, useKit, useUrlState } from '@callboard/plugin/web';
import { Cause } from '../shared/cause.tsx';
import type { DiffItem, HistoryItem } from '../types.ts';
import { commitUrl } from './commit-url.ts';
import { Diff } from './diff.tsx';
import styles from './history.module.css';
import { messages } from './messages.ts';

const PATH = '/api/callboard/history';
const PAGE = 20;

interface HistoryPage {
  items: HistoryItem[];
  nextBefore?: number;
}

interface ChangesProps {
  entityRef: string;
  viewUrl: string | undefined;
  dayField: ReactNode;
}

/** Every change, newest first: when, by what, and each field before and after. */
export function Changes({ entityRef, viewUrl, dayField }: ChangesProps) {
  const { api } = useKit();
  const [params, change] = useUrlState();
  const field = params.get('field') ?? '';
  const history = useInfiniteQuery({
    queryKey: ['api', PATH, { entityRef }],
    queryFn: ({ pageParam, signal }) =>
      api.json<HistoryPage>(PATH, { query: { entityRef, before: pageParam, limit: PAGE }, signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.nextBefore,
    meta: { touchedBy: [{ type: 'entity', key: entityRef }] },
  });
  if (history.error && !history.data)
    return <ErrorState error={history.error} onRetry={() => void history.refetch()} />;
  const items = history.data?.pages.flatMap((page) => page.items);
  const shown = items?.flatMap((item) => ofField(item, field) ?? []);
  return (
    <>
      <div className={styles.bar}>
        <label className={styles.field}>
          {messages.history.field}
          <select
            value={field}
            onChange={(event) =>
              change((next) => (event.target.value ? next.set('field', event.target.value) : next.delete('field')))
            }
          >
            <option value="">{messages.history.anyField}</option>
            {fieldsOf(items ?? [], field).map((path) => (
              <option key={path}>{path}</option>
            ))}
          </select>
        </label>
        {dayField}
      </div>
      {!shown && <LoadingLines lines={6} />}
      {items?.length === 0 && <EmptyState icon="history" title={messages.history.none} />}
      {items && items.length > 0 && shown?.length === 0 && (
        <p className={styles.faint}>{messages.history.noneOfField(field)}</p>
      )}
      <ol className={styles.history}>
        {shown?.map((item) => (
          <Change key={item.seq} item={item} viewUrl={viewUrl} />
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

function Change({ item, viewUrl }: { item: HistoryItem; viewUrl: string | undefined }) {
  const { cause, diff } = item;
  return (
    <li>
      <div className={styles.head}>
        <strong>{messages.history.op[item.op]}</strong>
        <Time at={item.at} />
        {diff.length > 0 && <span>{messages.history.fields(diff.length, formatCount(diff.length))}</span>}
        <Cause cause={cause} commitUrl={cause.commit ? commitUrl(viewUrl, cause.commit) : undefined} />
      </div>
      {cause.message && <p className={styles.faint}>{cause.message}</p>}
      <Diff diff={diff} />
    </li>
  );
}

function isWithin({ path }: DiffItem, field: string): boolean {
  return path === field || path.startsWith(`${field}.`);
}

/** The change with what concerns the field alone; `undefined` when nothing does. */
function ofField(item: HistoryItem, field: string): HistoryItem | undefined {
  if (!field) return item;
  const diff = item.diff.filter((one) => isWithin(one, field));
  return diff.length > 0 ? { ...item, diff } : undefined;
}

function fieldsOf(items: readonly HistoryItem[], chosen: string): string[] {
  const paths = items.flatMap((item) => item.diff.map(({ path }) => path));
  return [...new Set(chosen ? [...paths, chosen] : paths)].toSorted();
}
