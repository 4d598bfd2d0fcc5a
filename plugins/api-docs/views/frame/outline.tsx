import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import type { Address } from '../address.ts';
import styles from '../definition.module.css';
import { messages } from '../messages.ts';
import type { OutlineGroup, OutlineItem } from '../types.ts';
import { Badge } from './badge.tsx';
import { rowsOf } from './find.ts';
import { OpenLink } from './open-link.tsx';

const ROW_HEIGHT = 28;

/** Everything that the API offers, at the left. */
export function Outline({ groups, address }: { groups: readonly OutlineGroup[]; address: Address }) {
  const scroller = useRef<HTMLElement>(null);
  const rows = useMemo(() => [{ key: 'overview' }, ...rowsOf(groups)], [groups]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    initialRect: { width: 240, height: 600 },
  });
  const { at } = address;
  const open = useMemo(() => rows.findIndex((row) => 'item' in row && row.item?.id === at), [rows, at]);
  useEffect(() => {
    if (open > 0) virtual.scrollToIndex(open, { align: 'auto' });
  }, [open, virtual]);
  return (
    <nav ref={scroller} className={styles.outline} aria-label={messages.outline}>
      {groups.length === 0 && <p className={styles.quiet}>{messages.nothingFound}</p>}
      <ul style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return (
            row && (
              <li key={row.key} className={styles.outlineRow} style={{ top: start, height: ROW_HEIGHT }}>
                <Row row={row} address={address} />
              </li>
            )
          );
        })}
      </ul>
    </nav>
  );
}

function Row({ row, address }: { row: { group?: string; item?: OutlineItem }; address: Address }) {
  if (row.group !== undefined) return <span className={styles.outlineGroup}>{row.group}</span>;
  const { item } = row;
  const id = item?.id ?? '';
  return (
    <OpenLink address={address} id={id} className={styles.outlineLink} current={address.at === id}>
      {item?.badge && <Badge word={item.badge} />}
      <span className={item?.deprecated ? styles.struck : styles.cut} title={item?.title}>
        {item?.title ?? messages.overview}
      </span>
      {item?.deprecated && <span className={styles.tag}>{messages.deprecated}</span>}
    </OpenLink>
  );
}

/** The outline on a small screen. */
export function OutlineSelect({ groups, address }: { groups: readonly OutlineGroup[]; address: Address }) {
  const known = groups.some(({ items }) => items.some(({ id }) => id === address.at));
  return (
    <label className={styles.jump}>
      <span>{messages.jump}</span>
      <select value={known ? address.at : ''} onChange={(event) => address.open(event.currentTarget.value)}>
        <option value="">{messages.overview}</option>
        {groups.map(({ title, items }, place) => (
          <optgroup key={`${place} ${title}`} label={title}>
            {items.map(({ id, badge, title: name }) => (
              <option key={id} value={id}>
                {badge ? `${badge.toUpperCase()} ${name}` : name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
