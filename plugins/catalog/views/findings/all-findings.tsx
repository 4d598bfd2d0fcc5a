import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { EmptyState, EntityLink, ErrorState, Icon, LoadingLines, useUrlState } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { FindingEntry } from '../shared/finding-item.tsx';
import shared from '../shared/shared.module.css';
import { usePaged } from '../shared/use-paged.ts';
import type { FindingItem, FindingPage } from '../types.ts';
import { FindingFilters } from './finding-filters.tsx';
import styles from './findings.module.css';

/** Filters that come with a link and are only taken away here. */
const FILTERS = ['entityRef', 'code'] as const;
const USUAL_HEIGHT = 92;

/** Every finding that the URL asks for; only those in sight are read and drawn. */
export function AllFindings() {
  const [params, change] = useUrlState();
  const value = (name: string) => params.get(name) ?? undefined;
  const page = usePaged<FindingPage, FindingItem>('/api/callboard/findings', {
    query: {
      level: value('level'),
      owner: value('owner'),
      entityRef: value('entityRef'),
      sourceId: value('sourceId'),
      code: value('code'),
    },
    items: (answer) => answer.items,
    total: (answer) => answer.total,
    touchedBy: [{ type: 'entity' }, { type: 'source' }],
  });
  const active = FILTERS.filter((name) => value(name));
  return (
    <>
      <FindingFilters />
      {active.length > 0 && (
        <ul className={styles.active}>
          {active.map((name) => (
            <li key={name}>
              {messages.findings.filter[name]}:{' '}
              {name === 'entityRef' ? <EntityLink entityRef={value(name) ?? ''} /> : value(name)}
              <button
                type="button"
                aria-label={messages.findings.clearFilter}
                onClick={() => change((next) => next.delete(name))}
              >
                <Icon name="close" size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {page.error && page.total === undefined ? (
        <ErrorState error={page.error} onRetry={page.retry} />
      ) : page.total === undefined ? (
        <LoadingLines lines={8} />
      ) : page.total === 0 ? (
        <EmptyState icon="done" title={messages.findings.none}>
          {messages.findings.noneText}
        </EmptyState>
      ) : (
        <Rows page={page} total={page.total} />
      )}
    </>
  );
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
            className={shared.finding}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            {finding ? <FindingEntry finding={finding} /> : <LoadingLines lines={2} />}
          </li>
        );
      })}
    </ul>
  );
}
