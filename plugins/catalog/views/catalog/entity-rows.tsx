import { useMediaQuery } from '@mantine/hooks';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useShortcut, useStars } from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';
import type { Paged } from '../shared/use-paged.ts';
import styles from './catalog.module.css';
import type { Column } from './columns.ts';
import { EntityList } from './entity-list.tsx';
import { EntityTable } from './entity-table.tsx';
import { messages } from './messages.ts';
import { useFindingCounts } from './use-finding-counts.ts';
import type { FindingCounts } from './use-finding-counts.ts';

const TABLE_ROW = 34;
const LIST_ROW = 62;
/** What the top bar and the head of the table cover. */
const COVERED = 96;

export interface RowsProps {
  page: Paged<Entity>;
  columns: readonly Column[];
  /** The rows to draw. */
  visible: readonly { index: number }[];
  /** Pixels of the rows that are not drawn, before and after. */
  before: number;
  after: number;
  /** Findings of the rows in sight, by reference. */
  counts: Map<string, FindingCounts>;
}

export interface RowProps extends Pick<RowsProps, 'columns'> {
  index: number;
  /** `undefined` while it is on its way. */
  entity: Entity | undefined;
  counts: FindingCounts | undefined;
}

interface EntityRowsProps {
  page: Paged<Entity>;
  columns: readonly Column[];
  sort: { field: string; descending: boolean };
  onSort: (field: string) => void;
}

/** The rows of the catalog: a table, or a list where there is no room for one. Only those in sight exist. */
export function EntityRows({ page, columns, sort, onSort }: EntityRowsProps) {
  const narrow = useMediaQuery('(max-width: 640px)', undefined, { getInitialValueInEffect: false }) ?? false;
  const holder = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const rowHeight = narrow ? LIST_ROW : TABLE_ROW;
  const virtualizer = useWindowVirtualizer({
    count: page.total ?? 0,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: top,
    scrollPaddingStart: COVERED,
    scrollPaddingEnd: narrow ? COVERED : 16,
  });
  useLayoutEffect(() => {
    setTop((holder.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
  }, [narrow, columns]);
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  const visible = virtualizer.getVirtualItems();
  const first = visible[0];
  const last = visible.at(-1);
  useEffect(() => {
    if (first && last) page.show(first.index, last.index);
  });
  useRowKeys(holder, page.total ?? 0, (index) => virtualizer.scrollToIndex(index));

  const counts = useFindingCounts(page.at, first?.index ?? 0, last?.index ?? 0);

  const rows: RowsProps = {
    page,
    columns,
    visible,
    counts,
    before: first ? first.start - top : 0,
    after: last ? virtualizer.getTotalSize() - (last.end - top) : 0,
  };
  return (
    <div ref={holder} className={styles.rows} data-old={page.isOld || undefined}>
      {narrow ? <EntityList {...rows} /> : <EntityTable {...rows} sort={sort} onSort={onSort} />}
    </div>
  );
}

/** `j` and `k` go through the rows by moving the focus, so that Enter and every other key mean the row. */
function useRowKeys(holder: RefObject<HTMLElement | null>, total: number, scrollTo: (index: number) => void) {
  const wanted = useRef<number | undefined>(undefined);
  const current = useRef(-1);

  function focusWanted() {
    if (wanted.current === undefined) return;
    const link = holder.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`);
    if (!link) return;
    wanted.current = undefined;
    link.focus({ preventScroll: true });
  }
  useEffect(focusWanted);

  function go(step: number) {
    const focused = Number(document.activeElement?.getAttribute('data-row') ?? current.current);
    const next = Math.min(total - 1, Math.max(0, focused + step));
    if (total === 0) return;
    current.current = next;
    wanted.current = next;
    scrollTo(next);
    focusWanted();
  }
  useShortcut('j', messages.keys.next, () => go(1));
  useShortcut('k', messages.keys.previous, () => go(-1));
  const { toggle } = useStars();
  useShortcut('o', messages.keys.open, () => focusedRow()?.click());
  useShortcut('s', messages.keys.star, () => {
    const entityRef = focusedRow()?.title;
    if (entityRef) toggle(entityRef);
  });
}

function focusedRow(): HTMLElement | undefined {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement && activeElement.dataset['row'] !== undefined ? activeElement : undefined;
}
