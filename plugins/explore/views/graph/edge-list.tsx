import { useMediaQuery } from '@mantine/hooks';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { EntityLink, Icon, refName, useUrlState } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { edgeRows, isColumn } from './edge-rows.ts';
import type { Column, EdgeRow } from './edge-rows.ts';
import styles from './graph.module.css';
import type { Picture } from './picture.ts';

const ROW = 32;
const TALL_ROW = 76;
const COLUMNS: readonly Column[] = ['from', 'relation', 'to'];

/** The graph in words: every line of it is a row. */
export function EdgeList({ picture }: { picture: Picture }) {
  const [params, change] = useUrlState();
  const narrow = useMediaQuery('(max-width: 640px)', undefined, { getInitialValueInEffect: false }) ?? false;
  const text = params.get('text') ?? '';
  const sort = params.get('sort') ?? '';
  const column = sort.replace(/^-/, '');
  const rows = useMemo(
    () => edgeRows(picture, text, isColumn(column) ? column : undefined, sort.startsWith('-')),
    [picture, text, column, sort],
  );
  const holder = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const height = narrow ? TALL_ROW : ROW;
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => height,
    overscan: 16,
    scrollMargin: top,
  });
  useLayoutEffect(() => {
    setTop((holder.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
  }, [rows, narrow]);
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, height]);

  const visible = virtualizer.getVirtualItems();
  const before = visible[0] ? visible[0].start - top : 0;
  const last = visible.at(-1);
  const after = last ? virtualizer.getTotalSize() - (last.end - top) : 0;
  const words = messages.graph.list;
  return (
    <div>
      <p className={styles.listBar}>
        <input
          type="search"
          aria-label={words.filter}
          placeholder={words.placeholder}
          value={text}
          onChange={({ target }) =>
            change((next) => (target.value ? next.set('text', target.value) : next.delete('text')))
          }
        />
        <span>{text && words.found(rows.length)}</span>
      </p>
      {rows.length === 0 && <p>{words.none}</p>}
      <div ref={holder}>
        <table className={styles.table} aria-label={words.label} aria-rowcount={rows.length + 1}>
          <thead>
            <tr>
              {COLUMNS.map((one) => (
                <th key={one} aria-sort={directionOf(one, sort)}>
                  <button
                    type="button"
                    onClick={() => change((next) => next.set('sort', sort === one ? `-${one}` : one))}
                  >
                    {words[one]}
                    {column === one && <Icon name={sort.startsWith('-') ? 'sort-down' : 'sort-up'} size={12} />}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {before > 0 && <tr style={{ height: before }} />}
            {visible.map(({ index }) => {
              const row = rows[index];
              return row && <Row key={row.id} row={row} index={index} />;
            })}
            {after > 0 && <tr style={{ height: after }} />}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function directionOf(column: Column, sort: string) {
  if (sort === column) return 'ascending';
  return sort === `-${column}` ? 'descending' : 'none';
}

function Row({ row, index }: { row: EdgeRow; index: number }) {
  return (
    <tr aria-rowindex={index + 2}>
      <td>
        <End entityRef={row.source} title={row.from} missing={row.sourceMissing} />
      </td>
      <td>{row.relation}</td>
      <td>
        <End entityRef={row.target} title={row.to} missing={row.targetMissing} />
      </td>
    </tr>
  );
}

function End({ entityRef, title, missing }: { entityRef: string; title: string; missing: boolean }) {
  if (!missing) return <EntityLink entityRef={entityRef} title={title} />;
  return (
    <span className={styles.missing} title={entityRef}>
      {refName(entityRef)} ({messages.graph.missing.toLowerCase()})
    </span>
  );
}
