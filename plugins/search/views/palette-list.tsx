import { useEffect } from 'react';
import { Icon } from '@callboard/plugin/web';
import { Marked } from './marked.tsx';
import type { PaletteGroup, PaletteItem } from './palette-items.ts';
import { messages } from './messages.ts';
import type { PaletteState } from './use-palette.ts';
import styles from './search.module.css';

interface PaletteListProps {
  id: string;
  groups: readonly PaletteGroup[];
  active: number;
  note: string | undefined;
  palette: PaletteState;
}

export function PaletteList({ id, groups, active, note, palette }: PaletteListProps) {
  useEffect(() => {
    document.querySelector(`[id="${id}-${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active, groups]);
  return (
    <div className={styles.paletteScroll}>
      {note && <p className={styles.paletteNote}>{note}</p>}
      <div id={id} role="listbox" aria-label={messages.results}>
        {groups.map(({ title, items }, group) => {
          const first = groups.slice(0, group).reduce((sum, one) => sum + one.items.length, 0);
          return (
            <div key={title} role="group" aria-labelledby={`${id}-group-${group}`}>
              <div id={`${id}-group-${group}`} className={styles.groupTitle} role="presentation">
                {title}
              </div>
              {items.map((item, at) => (
                <Row
                  key={item.key}
                  id={`${id}-${first + at}`}
                  item={item}
                  isActive={first + at === active}
                  onPoint={() => palette.setActive(first + at)}
                  onRun={() => palette.run(item)}
                />
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface RowProps {
  id: string;
  item: PaletteItem;
  isActive: boolean;
  onPoint: () => void;
  onRun: () => void;
}

function Row({ id, item: { icon, title, facts, hit }, isActive, onPoint, onRun }: RowProps) {
  return (
    // The field keeps the focus and has the keys; a row is only pointed at.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      className={styles.row}
      onPointerDown={(event) => event.preventDefault()}
      onPointerMove={() => !isActive && onPoint()}
      onClick={onRun}
    >
      <Icon name={icon} className={styles.rowIcon} />
      <span className={styles.rowTitle}>{hit ? <Marked hit={hit} field="title" /> : title}</span>
      <span className={styles.rowFacts}>{facts.join(' · ')}</span>
    </div>
  );
}
