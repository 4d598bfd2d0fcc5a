import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { EntityLink, ErrorState, Icon, LoadingLines, useUrlState } from '@callboard/plugin/web';
import { messages as shared } from '../messages.ts';
import { FindingEntry } from '../shared/finding-item.tsx';
import entry from '../shared/shared.module.css';
import { usePaged } from '../shared/use-paged.ts';
import type { FindingItem, FindingPage } from '../types.ts';
import { FindingFilters } from './finding-filters.tsx';
import { FindingGroups } from './finding-groups.tsx';
import { messages } from './messages.ts';
import { Nothing } from './nothing.tsx';
import { useFindingQuery, useGroupBy } from './use-finding-query.ts';
import styles from './findings.module.css';

/** Filters that come with a link and are only taken away here. */
const LINKED = ['entityRef', 'code', 'repository', 'unowned'] as const;
const USUAL_HEIGHT = 92;

/** Every finding that the URL asks for; only those in sight are read and drawn. */
export function AllFindings() {
  const [, change] = useUrlState();
  const query = useFindingQuery();
  const by = useGroupBy();
  const active = LINKED.filter((name) => query[name]);
  return (
    <>
      <FindingFilters />
      {active.length > 0 && (
        <ul className={styles.active}>
          {active.map((name) => (
            <li key={name}>
              {messages.page.filter[name]}: <FilterValue name={name} value={query[name] ?? ''} />
              <button
                type="button"
                aria-label={shared.findings.clearFilter}
                onClick={() => change((next) => next.delete(name))}
              >
                <Icon name="close" size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {by ? <FindingGroups by={by} /> : <OneList />}
    </>
  );
}

function FilterValue({ name, value }: { name: (typeof LINKED)[number]; value: string }) {
  if (name === 'entityRef') return <EntityLink entityRef={value} />;
  return name === 'unowned' ? messages.page.nobody : value;
}

function OneList() {
  const page = usePaged<FindingPage, FindingItem>('/api/callboard/findings', {
    query: useFindingQuery(),
    items: (answer) => answer.items,
    total: (answer) => answer.total,
    touchedBy: [{ type: 'entity' }, { type: 'source' }],
  });
  if (page.error && page.total === undefined) return <ErrorState error={page.error} onRetry={page.retry} />;
  if (page.total === undefined) return <LoadingLines lines={8} />;
  return page.total === 0 ? <Nothing /> : <Rows page={page} total={page.total} />;
}

function Rows({ page, total }: { page: ReturnType<typeof usePaged<FindingPage, FindingItem>>; total: number }) {
  const holder = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop((holder.current?.getBoundingClientRect().top ?? 0) + window.scrollY), []);
  const virtualizer = useWindowVirtualizer({
    count: total,
    estimateSize: () => USUAL_HEIGHT,
    overscan: 8,
    scrollMargin: top,
  });
  const visible = virtualizer.getVirtualItems();
  const first = visible[0];
  const last = visible.at(-1);
  useEffect(() => {
    if (first && last) page.show(first.index, last.index);
  });
  return (
    <ul
      ref={holder}
      className={styles.rows}
      style={{ height: virtualizer.getTotalSize() }}
      data-old={page.isOld || undefined}
    >
      {visible.map(({ index, start }) => {
        const finding = page.at(index);
        return (
          <li
            key={index}
            ref={virtualizer.measureElement}
            data-index={index}
            className={entry.finding}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            {finding ? <FindingEntry finding={finding} /> : <LoadingLines lines={2} />}
          </li>
        );
      })}
    </ul>
  );
}
