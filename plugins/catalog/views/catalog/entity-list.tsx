import { Fragment, memo } from 'react';
import { entityRefOf, useKinds, useTitle } from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';
import styles from './catalog.module.css';
import { DESCRIPTION, refAt, textAt, valuesAt } from './columns.ts';
import { EntityName } from './entity-name.tsx';
import type { RowProps, RowsProps } from './entity-rows.tsx';
import { messages } from './messages.ts';

const DETAILS = 4;

/** The rows where there is no room for columns. */
export function EntityList({ page, columns, visible, before, after, counts }: RowsProps) {
  return (
    <ul aria-label={messages.title} style={{ paddingTop: before, paddingBottom: after }}>
      {visible.map(({ index }) => {
        const entity = page.at(index);
        return (
          <EntityItem
            key={index}
            index={index}
            entity={entity}
            columns={columns}
            counts={entity && counts.get(entityRefOf(entity))}
          />
        );
      })}
    </ul>
  );
}

const EntityItem = memo(function EntityItem({ index, entity, columns, counts }: RowProps) {
  const kinds = useKinds();
  if (!entity) {
    return (
      <li className={styles.item}>
        <span className={styles.rowBar} style={{ width: '50%' }} />
      </li>
    );
  }
  const details = columns.filter(({ path }) => path !== DESCRIPTION && textAt(entity, path, kinds) !== undefined);
  return (
    <li className={styles.item}>
      <EntityName entity={entity} index={index} counts={counts} />
      <span className={styles.itemDetails}>
        {details.slice(0, DETAILS).map(({ path }, place) => (
          <Fragment key={path}>
            {place > 0 && ' · '}
            <Detail entity={entity} path={path} />
          </Fragment>
        ))}
      </span>
    </li>
  );
});

/** A field as a short text; what it refers to by its title. */
function Detail({ entity, path }: { entity: Entity; path: string }) {
  const kinds = useKinds();
  const [value = ''] = valuesAt(entity, path);
  const ref = refAt(entity, path, value, kinds);
  const title = useTitle(ref ?? '', ref !== undefined);
  return title ?? textAt(entity, path, kinds);
}
