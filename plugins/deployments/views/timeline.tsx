import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { EmptyState, ErrorState, LoadingLines, useKit, useUrlState } from '@callboard/plugin/web';
import styles from './deployments.module.css';
import { messages } from './messages.ts';
import { SampleTag } from './state-mark.tsx';
import { TimelineItem } from './timeline-item.tsx';
import type { Deployment, State } from './types.ts';

const PATH = '/api/deployments';
const PAGE = 50;
/** Milliseconds after which an open list looks again. */
const LOOK = 5000;
const text = messages.timeline;
const states = Object.keys(messages.states) as State[];

interface Answer {
  items: Deployment[];
  nextCursor?: string;
}

/** Deployments, the newest first, of one entity or of all. */
export function Timeline({ entityRef, environments }: { entityRef?: string; environments?: readonly string[] }) {
  const { api } = useKit();
  const [params, change] = useUrlState();
  const environment = params.get('environment') ?? undefined;
  const state = params.get('state') ?? undefined;
  const query = { entityRef, environment, state, limit: PAGE };
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['api', PATH, query],
    queryFn: ({ pageParam, signal }) => api.json<Answer>(PATH, { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    // Whoever reads far back is not after what is new.
    refetchInterval: ({ state: { data: seen } }) => ((seen?.pages.length ?? 0) > 1 ? false : LOOK),
  });
  const items = data?.pages.flatMap((page) => page.items);
  const choose = (name: string, value: string) =>
    change((next) => (value ? next.set(name, value) : next.delete(name)), { push: true });
  return (
    <>
      <div className={styles.bar}>
        {environments && environments.length > 0 && (
          <label className={styles.field}>
            {text.environment}
            <select value={environment ?? ''} onChange={(event) => choose('environment', event.target.value)}>
              <option value="">{text.anyEnvironment}</option>
              {environments.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
        <label className={styles.field}>
          {text.state}
          <select value={state ?? ''} onChange={(event) => choose('state', event.target.value)}>
            <option value="">{text.anyState}</option>
            {states.map((name) => (
              <option key={name} value={name}>
                {messages.states[name]}
              </option>
            ))}
          </select>
        </label>
        {items?.some(({ isSample }) => isSample) && <SampleTag />}
      </div>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingLines lines={8} />}
      {items?.length === 0 && (
        <EmptyState title={text.noneTitle} icon="rocket">
          {text.none}
        </EmptyState>
      )}
      {items && items.length > 0 && (
        <ol className={styles.timeline} aria-label={text.list}>
          {items.map((one) => (
            <TimelineItem key={one.id} deployment={one} withEntity={entityRef === undefined} />
          ))}
        </ol>
      )}
      {hasNextPage && (
        <div>
          <Button size="xs" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {text.more}
          </Button>
        </div>
      )}
    </>
  );
}
