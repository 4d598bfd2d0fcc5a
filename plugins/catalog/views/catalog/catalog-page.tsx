import { useMediaQuery } from '@mantine/hooks';
import { Suspense, lazy, useState } from 'react';
import { CopyButton, ErrorState, Page, formatCount } from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';
import { usePaged } from '../shared/use-paged.ts';
import { Bar } from './bar.tsx';
import { NAME_FIELD, clearFilters, toggleValue } from './catalog-query.ts';
import styles from './catalog.module.css';
import { Chips } from './chips.tsx';
import { fieldsOf } from './columns.ts';
import { EntityRows } from './entity-rows.tsx';
import { ExportMenu } from './export-menu.tsx';
import { Facets } from './facets.tsx';
import { messages } from './messages.ts';
import { NothingFound } from './nothing-found.tsx';
import { useCatalog } from './use-catalog.ts';
import { useFacets } from './use-facets.ts';

const ColumnsDialog = lazy(async () => ({ default: (await import('./columns-dialog.tsx')).ColumnsDialog }));
const FilterSheet = lazy(async () => ({ default: (await import('./filter-sheet.tsx')).FilterSheet }));

/** Rows that are drawn until the first answer says how many there are. */
const SKELETON_ROWS = 24;

interface ListAnswer {
  items: Entity[];
  total: number;
}

/** Everything registered, narrowed down by text and facets. The URL holds the whole state. */
export function CatalogPage() {
  const state = useCatalog();
  const { query, change, choice, kind, columns } = state;
  const [open, setOpen] = useState<'columns' | 'filters'>();
  const isNarrow = useMediaQuery('(max-width: 860px)', undefined, { getInitialValueInEffect: false }) ?? false;
  const { field, descending } = query.sort;
  const page = usePaged<ListAnswer, Entity>('/api/callboard/list', {
    body: { ...choice, order: { field, descending }, fields: fieldsOf(columns) },
    items: (answer) => answer.items,
    total: (answer) => answer.total,
    touchedBy: [{ type: 'entity' }],
  });
  const { counts, answers } = useFacets(state);

  function sortBy(next: string) {
    change((params) => {
      const turned = field === next && !descending;
      if (next === NAME_FIELD && !turned) params.delete('sort');
      else params.set('sort', turned ? `-${next}` : next);
    });
  }
  const facets = (
    <Facets
      state={state}
      answers={answers}
      onChoose={(facet, value) => change((params) => toggleValue(params, facet, value), { push: true })}
      onClear={({ param }) => change((params) => params.delete(param), { push: true })}
    />
  );
  const total = page.total;
  return (
    <Page
      title={kind ? kind.plural.replace(/^./, (first) => first.toUpperCase()) : messages.title}
      actions={
        <>
          <CopyButton text={linkTo(columns.map(({ path }) => path))} label={messages.copyLink} />
          <ExportMenu choice={choice} />
        </>
      }
    >
      <div className={styles.layout}>
        {!isNarrow && (
          <aside className={styles.aside} aria-label={messages.narrowDown}>
            {facets}
          </aside>
        )}
        <div className={styles.content}>
          <Bar query={query} change={change} counts={counts} total={total} onOpen={setOpen} />
          <Chips query={query} change={change} />
          {page.error && total === undefined ? (
            <ErrorState error={page.error} onRetry={page.retry} />
          ) : total === 0 ? (
            <NothingFound query={query} onClear={() => change(clearFilters, { push: true })} />
          ) : (
            <EntityRows
              page={total === undefined ? { ...page, total: SKELETON_ROWS } : page}
              columns={columns}
              sort={query.sort}
              onSort={sortBy}
            />
          )}
        </div>
      </div>
      <Suspense>
        {open === 'columns' && <ColumnsDialog state={state} onClose={() => setOpen(undefined)} />}
        {open === 'filters' && isNarrow && (
          <FilterSheet
            done={messages.showResult(total ?? 0, formatCount(total ?? 0))}
            onClose={() => setOpen(undefined)}
          >
            {facets}
          </FilterSheet>
        )}
      </Suspense>
    </Page>
  );
}

/** The page as it is shown, also where only this browser knows the columns. */
function linkTo(columns: readonly string[]): string {
  const url = new URL(window.location.href);
  url.searchParams.set('columns', columns.join(','));
  return url.href.replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%2C', ',');
}
