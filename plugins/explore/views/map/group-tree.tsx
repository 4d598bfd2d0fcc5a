import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { Icon, formatCount, refName } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import styles from './map.module.css';
import { titleOf } from './tree.ts';
import type { TreeRow } from './tree.ts';

interface GroupTreeProps {
  rows: readonly TreeRow[];
  selected: string | undefined;
  onToggle: (ref: string, isOpen: boolean) => void;
  onSelect: (ref: string) => void;
}

const ROW = 34;

/** A tree as the WAI-ARIA pattern has it: one stop for the Tab key, arrows inside. Only rows in sight exist. */
export function GroupTree({ rows, selected, onToggle, onSelect }: GroupTreeProps) {
  const holder = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [current, setCurrent] = useState<string | undefined>(selected);
  const wanted = useRef<string | undefined>(undefined);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW,
    overscan: 12,
    scrollMargin: top,
    scrollPaddingStart: 64,
    scrollPaddingEnd: 64,
  });
  useLayoutEffect(() => {
    setTop((holder.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
  }, []);

  const found = rows.findIndex(({ group }) => group.ref === current);
  const active = Math.max(0, found);

  useEffect(() => {
    if (wanted.current === undefined) return;
    const item = holder.current?.querySelector<HTMLElement>(`[data-ref="${CSS.escape(wanted.current)}"]`);
    if (!item) return;
    wanted.current = undefined;
    item.focus({ preventScroll: true });
  });

  function go(index: number) {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (!row) return;
    wanted.current = row.group.ref;
    setCurrent(row.group.ref);
    virtualizer.scrollToIndex(rows.indexOf(row));
  }

  function onKey(event: KeyboardEvent) {
    const row = rows[active];
    if (!row || event.metaKey || event.ctrlKey || event.altKey) return;
    const { group, level, hasChildren, isOpen } = row;
    if (event.key === 'ArrowDown') go(active + 1);
    else if (event.key === 'ArrowUp') go(active - 1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(rows.length - 1);
    else if (event.key === 'ArrowRight') {
      if (isOpen) go(active + 1);
      else if (hasChildren) onToggle(group.ref, true);
    } else if (event.key === 'ArrowLeft') {
      if (isOpen) onToggle(group.ref, false);
      else go(rows.findLastIndex((one, at) => at < active && one.level < level));
    } else if (event.key === 'Enter' || event.key === ' ') onSelect(group.ref);
    else return;
    event.preventDefault();
  }

  return (
    <div
      ref={holder}
      role="tree"
      aria-label={messages.organisation.label}
      className={styles.tree}
      tabIndex={-1}
      style={{ height: virtualizer.getTotalSize() }}
    >
      {virtualizer.getVirtualItems().map(({ index, start }) => {
        const row = rows[index];
        return (
          row && (
            <Item
              key={row.group.ref}
              row={row}
              y={start - top}
              isActive={index === active}
              isSelected={row.group.ref === selected}
              onKey={onKey}
              onToggle={() => onToggle(row.group.ref, !row.isOpen)}
              onSelect={() => {
                setCurrent(row.group.ref);
                onSelect(row.group.ref);
              }}
            />
          )
        );
      })}
    </div>
  );
}

interface ItemProps {
  row: TreeRow;
  y: number;
  isActive: boolean;
  isSelected: boolean;
  onKey: (event: KeyboardEvent) => void;
  onToggle: () => void;
  onSelect: () => void;
}

function Item({ row, y, isActive, isSelected, onKey, onToggle, onSelect }: ItemProps) {
  const { group, level, place, siblings, hasChildren, isOpen, isFound } = row;
  const { allMembers, allOwned, lead, type } = group;
  function onClick({ target }: MouseEvent) {
    if (target instanceof Element && target.closest('[data-twist]')) onToggle();
    else onSelect();
  }
  return (
    <div
      role="treeitem"
      aria-level={level}
      aria-posinset={place}
      aria-setsize={siblings}
      aria-expanded={hasChildren ? isOpen : undefined}
      aria-selected={isSelected}
      data-ref={group.ref}
      data-faint={isFound ? undefined : true}
      tabIndex={isActive ? 0 : -1}
      className={styles.treeItem}
      style={{ transform: `translateY(${y}px)`, paddingLeft: 6 + Math.min(level - 1, 8) * 18 }}
      onClick={onClick}
      onKeyDown={onKey}
    >
      <span className={styles.twist} data-twist={hasChildren || undefined} data-open={isOpen || undefined}>
        {hasChildren && <Icon name="right" size={14} />}
      </span>
      <Icon name="users-group" size={15} className={styles.icon} />
      <span className={styles.treeTitle}>{titleOf(group)}</span>
      {type && <span className={styles.treeType}>{type}</span>}
      {lead && <span className={styles.treeLead}>{refName(lead)}</span>}
      <span className={styles.unseen}>{messages.organisation.row(allMembers, allOwned)}</span>
      <span className={styles.treeFigures} title={messages.organisation.row(allMembers, allOwned)} aria-hidden="true">
        <span>
          <Icon name="user" size={13} /> {formatCount(allMembers)}
        </span>
        <span>
          <Icon name="box" size={13} /> {formatCount(allOwned)}
        </span>
      </span>
    </div>
  );
}
