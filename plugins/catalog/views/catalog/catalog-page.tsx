import { Button } from '@mantine/core';
import { useState } from 'react';
import { EmptyState, ErrorState, Icon, Link, Page, formatCount, useKind, useUrlState } from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { usePaged } from '../shared/use-paged.ts';
import type { EntityPage } from '../types.ts';
import { NAME_FIELD, isNarrowed, listParams, readCatalogQuery } from './catalog-query.ts';
import type { Facet } from './catalog-query.ts';
import styles from './catalog.module.css';
import { columnsOf, fieldsOf } from './columns.ts';
import { EntityRows } from './entity-rows.tsx';
import { ExportMenu } from './export-menu.tsx';
import { Facets } from './facets.tsx';
import { LeftOut } from './left-out.tsx';
import { TextFilter } from './text-filter.tsx';

/** Everything registered, narrowed down by text and facets. The URL holds the whole state. */
export function CatalogPage() {
  const [params, change] = useUrlState();
  const [facetsOpen, setFacetsOpen] = useState(false);
  const query = readCatalogQuery(params);
  const kinds = query.chosen['kind'] ?? [];
  const kind = useKind(kinds.length === 1 ? (kinds[0] ?? '') : '');
  const columns = columnsOf(kind);
  const page = usePaged<EntityPage, Entity>('/api/catalog/entities/by-query', {
    query: listParams(query, fieldsOf(columns)),
    items: (answer) => answer.items,
    total: (answer) => answer.totalItems,
    touchedBy: [{ type: 'entity' }],
  });

  function choose({ param }: Facet, value: string) {
    change(
      (next) => {
        const others = next.getAll(param).filter((one) => one.toLowerCase() !== value.toLowerCase());
        const wasChosen = others.length < next.getAll(param).length;
        next.delete(param);
        for (const one of wasChosen ? others : [...others, param === 'kind' ? value.toLowerCase() : value])
          next.append(param, one);
        if (param === 'kind') next.delete('sort');
      },
      { push: true },
    );
  }
  function sortBy(field: string) {
    change((next) => {
      const turned = query.sort.field === field && !query.sort.descending;
      if (field === NAME_FIELD && !turned) next.delete('sort');
      else next.set('sort', turned ? `-${field}` : field);
    });
  }
  function clearAll() {
    change((next) => [...next.keys()].forEach((key) => next.delete(key)), { push: true });
  }

  const chosenCount = Object.values(query.chosen).flat().length;
  return (
    <Page
      title={kind ? kind.plural.replace(/^./, (first) => first.toUpperCase()) : messages.catalog.title}
      actions={<ExportMenu query={query} />}
    >
      <div className={styles.layout}>
        <aside className={styles.aside} data-open={facetsOpen || undefined} aria-label={messages.catalog.narrowDown}>
          <Facets
            query={query}
            onChoose={choose}
            onClear={({ param }) => change((next) => next.delete(param), { push: true })}
          />
        </aside>
        <div className={styles.content}>
          <div className={styles.bar}>
            <TextFilter
              text={query.text}
              onText={(text) => change((next) => (text ? next.set('text', text) : next.delete('text')))}
            />
            <Button
              className={styles.facetsButton}
              aria-expanded={facetsOpen}
              leftSection={<Icon name="filter" />}
              onClick={() => setFacetsOpen(!facetsOpen)}
            >
              {messages.catalog.filters(chosenCount)}
            </Button>
            <p className={styles.total} role="status">
              {page.total !== undefined && messages.catalog.count(page.total, formatCount(page.total))}
            </p>
            {isNarrowed(query) && (
              <button type="button" className={styles.plainButton} onClick={clearAll}>
                {messages.catalog.clear}
              </button>
            )}
          </div>
          <LeftOut query={query} total={page.total} />
          {page.error && page.total === undefined ? (
            <ErrorState error={page.error} onRetry={page.retry} />
          ) : page.total === 0 ? (
            <NothingFound narrowed={isNarrowed(query)} text={query.text} onClear={clearAll} />
          ) : (
            <EntityRows
              page={page.total === undefined ? { ...page, total: 24 } : page}
              columns={columns}
              sort={query.sort}
              onSort={sortBy}
            />
          )}
        </div>
      </div>
    </Page>
  );
}

function NothingFound({ narrowed, text, onClear }: { narrowed: boolean; text: string; onClear: () => void }) {
  if (!narrowed) {
    return (
      <EmptyState
        icon="catalog"
        title={messages.catalog.empty.title}
        action={<Link to="/sources">{messages.catalog.empty.action}</Link>}
      >
        {messages.catalog.empty.text}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="catalog"
      title={messages.catalog.nothing.title}
      action={
        <span className={styles.stateActions}>
          <Button onClick={onClear}>{messages.catalog.clear}</Button>
          <Link to={`/where?target=${encodeURIComponent(text)}`}>{messages.catalog.nothing.where}</Link>
        </span>
      }
    >
      {messages.catalog.nothing.text}
    </EmptyState>
  );
}
