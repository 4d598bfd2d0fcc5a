import { Button } from '@mantine/core';
import { EmptyState, ErrorState, Icon, LoadingLines, Page, formatCount, usePluginApi } from '@callboard/plugin/web';
import { FacetList } from './facet-list.tsx';
import { HitItem } from './hit-item.tsx';
import { IndexNotice } from './index-notice.tsx';
import { messages } from './messages.ts';
import { NothingFound } from './nothing-found.tsx';
import { Pages } from './pages.tsx';
import { FACETS, useSearchState } from './search-state.ts';
import { TermField } from './term-field.tsx';
import { TypeTabs } from './type-tabs.tsx';
import type { Answer } from './types.ts';
import styles from './search.module.css';

const PAGE = 25;
const BUILD_PAUSE = 1000;

/** Everything that answers a term, narrowed down by type and by facets. */
export function SearchPage() {
  const [state, change] = useSearchState();
  const { query, types, chosen, pageCursor } = state;
  const filters = Object.fromEntries(Object.entries(chosen).map(([facet, values]) => [`filters[${facet}]`, values]));
  const { data, error, isPlaceholderData, refetch } = usePluginApi<Answer>('/query', {
    query: { term: query, 'types[]': types, ...filters, 'facets[]': [...FACETS], pageLimit: PAGE, pageCursor },
    touchedBy: [{ type: 'entity' }],
    keepPrevious: true,
  });
  const isBuilding = error?.code === 'index-missing';
  const facetCount = Object.values(chosen).flat().length;
  const choose = (facet: string, values: string[]) =>
    change({ chosen: { ...chosen, [facet]: values } }, { push: true });

  return (
    <Page title={messages.title}>
      <TermField term={query} onTerm={(term) => change({ query: term })} />
      {error && !isPlaceholderData ? (
        isBuilding ? (
          <Building onRetry={() => void refetch()} />
        ) : (
          <ErrorState error={error} title={messages.failedTitle} onRetry={() => void refetch()} />
        )
      ) : data ? (
        <>
          <TypeTabs counts={data.types} chosen={types} onChoose={(next) => change({ types: next }, { push: true })} />
          <div className={styles.layout}>
            <FacetList counts={data.facets ?? {}} chosen={chosen} count={facetCount} onChoose={choose} />
            <section aria-label={messages.results} aria-busy={isPlaceholderData} className={styles.results}>
              <div className={styles.bar}>
                <p role="status" className={styles.total}>
                  {data.isBounded
                    ? messages.atLeast(formatCount(data.numberOfResults))
                    : messages.found(data.numberOfResults, formatCount(data.numberOfResults))}
                </p>
                {facetCount > 0 && (
                  <Button
                    onClick={() => change({ chosen: {} }, { push: true })}
                    leftSection={<Icon name="close" size={12} />}
                  >
                    {messages.clearFilters}
                  </Button>
                )}
              </div>
              <IndexNotice />
              {data.results.length > 0 ? (
                <ol className={styles.hits}>
                  {data.results.map((hit) => (
                    <HitItem key={`${hit.type} ${hit.document.location}`} hit={hit} />
                  ))}
                </ol>
              ) : (
                <NothingFound
                  term={query}
                  spelling={data.spelling}
                  hasFilters={facetCount > 0 || types.length > 0}
                  onTerm={(term) => change({ query: term }, { push: true })}
                  onClear={() => change({ chosen: {}, types: [] }, { push: true })}
                />
              )}
              <Pages answer={data} size={PAGE} onPage={(cursor) => change({ pageCursor: cursor }, { push: true })} />
            </section>
          </div>
        </>
      ) : (
        <LoadingLines lines={12} />
      )}
    </Page>
  );
}

/** Asks again by itself until the index is there. */
function Building({ onRetry }: { onRetry: () => void }) {
  usePluginApi('/state', { query: { wait: undefined }, staleTime: BUILD_PAUSE });
  return (
    <EmptyState title={messages.building} icon="clock" action={<Button onClick={onRetry}>{messages.title}</Button>}>
      {messages.buildingText}
    </EmptyState>
  );
}
