import { memo } from 'react';
import { Icon, entityRefOf, useKinds } from '@callboard/plugin/web';
import { NAME_FIELD } from './catalog-query.ts';
import styles from './catalog.module.css';
import { Cell } from './cell.tsx';
import { DESCRIPTION } from './columns.ts';
import { EntityName } from './entity-name.tsx';
import type { RowProps, RowsProps } from './entity-rows.tsx';
import { messages } from './messages.ts';

interface EntityTableProps extends RowsProps {
  sort: { field: string; descending: boolean };
  onSort: (field: string) => void;
}

export function EntityTable({ page, columns, visible, before, after, counts, sort, onSort }: EntityTableProps) {
  const all = [{ path: NAME_FIELD, title: messages.name }, ...columns];
  return (
    <div className={styles.tableHolder} data-many={columns.length > 6 || undefined}>
      <table className={styles.table} aria-label={messages.title} aria-rowcount={(page.total ?? 0) + 1}>
        <thead>
          <tr>
            {all.map((column) => (
              <SortableHead
                key={column.path}
                {...column}
                direction={directionOf(column.path, sort)}
                onSort={() => onSort(column.path)}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr style={{ height: before }} />}
          {visible.map(({ index }) => (
            <EntityRow
              key={index}
              index={index}
              entity={page.at(index)}
              columns={columns}
              counts={countsAt(page.at(index), counts)}
            />
          ))}
          {after > 0 && <tr style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  );
}

function countsAt(entity: RowProps['entity'], counts: RowsProps['counts']): RowProps['counts'] {
  return entity && counts.get(entityRefOf(entity));
}

type Direction = 'ascending' | 'descending' | undefined;

function directionOf(field: string, sort: EntityTableProps['sort']): Direction {
  if (field !== sort.field) return undefined;
  return sort.descending ? 'descending' : 'ascending';
}

interface SortableHeadProps {
  path: string;
  title: string;
  direction: Direction;
  onSort: () => void;
}

function SortableHead({ path, title, direction, onSort }: SortableHeadProps) {
  return (
    <th aria-sort={direction ?? 'none'} className={path === DESCRIPTION ? styles.wide : undefined} title={path}>
      <button type="button" className={styles.sortButton} onClick={onSort}>
        <span className={styles.headTitle}>{title}</span>
        {direction && <Icon name={direction === 'ascending' ? 'sort-up' : 'sort-down'} size={12} />}
      </button>
    </th>
  );
}

const EntityRow = memo(function EntityRow({ index, entity, columns, counts }: RowProps) {
  const kinds = useKinds();
  if (!entity) {
    return (
      <tr aria-rowindex={index + 2}>
        <td aria-label={messages.loading} colSpan={columns.length + 1}>
          <span className={styles.rowBar} style={{ width: `${30 + ((index * 7) % 40)}%` }} />
        </td>
      </tr>
    );
  }
  return (
    <tr aria-rowindex={index + 2}>
      <td>
        <EntityName entity={entity} index={index} counts={counts} />
      </td>
      {columns.map(({ path }) =>
        path === DESCRIPTION ? (
          <td key={path} className={styles.description} title={entity.metadata.description}>
            {entity.metadata.description}
          </td>
        ) : (
          <td key={path}>
            <Cell entity={entity} path={path} kinds={kinds} />
          </td>
        ),
      )}
    </tr>
  );
});
