import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { ErrorState } from '@callboard/plugin/web';
import type { QueryParams } from '@callboard/plugin/web';
import { usePaged } from '../shared/use-paged.ts';
import { messages } from './messages.ts';
import { RelatedRow } from './related-row.tsx';
import styles from './team.module.css';
import type { Row, RowPage } from './types.ts';

const ROW = 30;
const ROWS_SHOWN = 12;

interface OwnedListProps {
  query: QueryParams;
  /** How many there are, so that the list has its height before it comes. */
  total: number;
  withOwner: boolean;
}

/** A list of any length: it scrolls within itself, and holds only the pages in sight. */
export function OwnedList({ query, total, withOwner }: OwnedListProps) {
  const page = usePaged<RowPage, Row>('/api/callboard/team/owned', {
    query,
    items: (answer) => answer.items,
    total: (answer) => answer.total,
    touchedBy: [{ type: 'entity' }],
  });
  const scroller = useRef<HTMLDivElement>(null);
  const count = page.total ?? total;
  const virtualizer = useVirtualizer({
    count,
    estimateSize: () => ROW,
    getScrollElement: () => scroller.current,
    overscan: 8,
  });
  const visible = virtualizer.getVirtualItems();
  const first = visible[0]?.index;
  const last = visible.at(-1)?.index;
  useEffect(() => {
    if (first !== undefined && last !== undefined) page.show(first, last);
  });
  if (page.error) return <ErrorState error={page.error} onRetry={page.retry} />;
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      style={{ height: Math.min(count, ROWS_SHOWN) * ROW }}
      role="region"
      aria-label={messages.team.list}
      tabIndex={0}
    >
      <ul style={{ height: virtualizer.getTotalSize() }}>
        {visible.map(({ index, start }) => {
          const row = page.at(index);
          const place = { position: 'absolute', left: 0, right: 0, top: start } as const;
          return row ? (
            <RelatedRow key={index} row={row} withOwner={withOwner} style={place} />
          ) : (
            <li key={index} className={styles.rowOutline} style={place} />
          );
        })}
      </ul>
    </div>
  );
}
