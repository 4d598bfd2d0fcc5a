import { memo } from 'react';
import {
  Icon,
  Link,
  entityPath,
  entityRefOf,
  entityTitle,
  refName,
  useKindIcon,
  useKinds,
} from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { FindingsBadge } from '../shared/findings-badge.tsx';
import styles from './catalog.module.css';
import { refAt, valuesAt } from './columns.ts';
import type { RowProps, RowsProps } from './entity-rows.tsx';

/** The rows where there is no room for columns. */
export function EntityList({ page, columns, visible, before, after, counts }: RowsProps) {
  return (
    <ul aria-label={messages.catalog.title} style={{ paddingTop: before, paddingBottom: after }}>
      {visible.map(({ index }) => (
        <EntityItem key={index} index={index} entity={page.at(index)} columns={columns} counts={counts} />
      ))}
    </ul>
  );
}

const EntityItem = memo(function EntityItem({ index, entity, columns, counts }: RowProps) {
  const kinds = useKinds();
  const icon = useKindIcon(entity?.kind ?? '');
  if (!entity) {
    return (
      <li className={styles.item}>
        <span className={styles.rowBar} style={{ width: '50%' }} />
      </li>
    );
  }
  const entityRef = entityRefOf(entity);
  const details = columns.flatMap(({ path }) => {
    const value = valuesAt(entity, path)[0];
    if (value === undefined) return [];
    const ref = refAt(entity, path, value, kinds);
    return [ref ? refName(ref) : value];
  });
  return (
    <li className={styles.item}>
      <span className={styles.name}>
        <Icon name={icon} className={styles.nameIcon} label={entity.kind} />
        <Link to={entityPath(entityRef)} data-row={index}>
          {entityTitle(entity)}
        </Link>
        <FindingsBadge entityRef={entityRef} counts={counts?.get(entityRef)} />
      </span>
      <span className={styles.itemDetails}>{details.slice(0, 4).join(' · ')}</span>
    </li>
  );
});
