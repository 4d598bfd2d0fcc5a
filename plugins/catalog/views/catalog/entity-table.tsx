import { memo } from 'react';
import { Icon, Link, entityPath, entityRefOf, entityTitle, useKindIcon, useKinds } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { FindingsBadge } from '../shared/findings-badge.tsx';
import { NAME_FIELD } from './catalog-query.ts';
import styles from './catalog.module.css';
import { Cell } from './cell.tsx';
import type { RowProps, RowsProps } from './entity-rows.tsx';

interface EntityTableProps extends RowsProps {
  sort: { field: string; descending: boolean };
  onSort: (field: string) => void;
}

export function EntityTable({ page, columns, visible, before, after, counts, sort, onSort }: EntityTableProps) {
  const name = { path: NAME_FIELD, title: messages.catalog.name, sortable: true };
  return (
    <table className={styles.table} aria-label={messages.catalog.title} aria-rowcount={(page.total ?? 0) + 1}>
      <thead>
        <tr>
          {[name, ...columns].map((column) => (
            <SortableHead
              key={column.path}
              title={column.title}
              direction={directionOf(column.path, sort)}
              onSort={() => onSort(column.path)}
            />
          ))}
          <th className={styles.descriptionHead}>{messages.catalog.description}</th>
        </tr>
      </thead>
      <tbody>
        {before > 0 && <tr style={{ height: before }} />}
        {visible.map(({ index }) => (
          <EntityRow key={index} index={index} entity={page.at(index)} columns={columns} counts={counts} />
        ))}
        {after > 0 && <tr style={{ height: after }} />}
      </tbody>
    </table>
  );
}

type Direction = 'ascending' | 'descending' | undefined;

function directionOf(field: string, sort: EntityTableProps['sort']): Direction {
  if (field !== sort.field) return undefined;
  return sort.descending ? 'descending' : 'ascending';
}

function SortableHead({ title, direction, onSort }: { title: string; direction: Direction; onSort: () => void }) {
  return (
    <th aria-sort={direction ?? 'none'}>
      <button type="button" className={styles.sortButton} onClick={onSort}>
        {title}
        {direction && <Icon name={direction === 'ascending' ? 'sort-up' : 'sort-down'} size={12} />}
      </button>
    </th>
  );
}

const EntityRow = memo(function EntityRow({ index, entity, columns, counts }: RowProps) {
  const kinds = useKinds();
  const icon = useKindIcon(entity?.kind ?? '');
  if (!entity) {
    return (
      <tr aria-rowindex={index + 2}>
        <td aria-label={messages.catalog.loading} colSpan={columns.length + 2}>
          <span className={styles.rowBar} style={{ width: `${30 + ((index * 7) % 40)}%` }} />
        </td>
      </tr>
    );
  }
  const entityRef = entityRefOf(entity);
  return (
    <tr aria-rowindex={index + 2}>
      <td>
        <span className={styles.name}>
          <Icon name={icon} className={styles.nameIcon} label={entity.kind} />
          <Link to={entityPath(entityRef)} data-row={index} title={entityRef}>
            {entityTitle(entity)}
          </Link>
          <FindingsBadge entityRef={entityRef} counts={counts?.get(entityRef)} />
        </span>
      </td>
      {columns.map((column) => (
        <td key={column.path}>
          <Cell entity={entity} path={column.path} kinds={kinds} />
        </td>
      ))}
      <td className={styles.description} title={entity.metadata.description}>
        {entity.metadata.description}
      </td>
    </tr>
  );
});
