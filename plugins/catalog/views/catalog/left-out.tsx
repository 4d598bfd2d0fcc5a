import { formatCount, useApi } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import type { EntityPage } from '../types.ts';
import { NAME_FIELD, filterOf, textParams } from './catalog-query.ts';
import type { CatalogQuery } from './catalog-query.ts';
import styles from './catalog.module.css';

/** Says how many entities a sorted list leaves out because they lack the field that it is sorted by. */
export function LeftOut({ query, total }: { query: CatalogQuery; total: number | undefined }) {
  const sorted = query.sort.field !== NAME_FIELD;
  const { data } = useApi<EntityPage>('/api/catalog/entities/by-query', {
    query: { filter: filterOf(query), ...textParams(query), limit: 0 },
    touchedBy: [{ type: 'entity' }],
    enabled: sorted,
  });
  const count = sorted && data && total !== undefined ? data.totalItems - total : 0;
  if (count <= 0) return null;
  return <p className={styles.leftOut}>{messages.catalog.leftOut(count, formatCount(count), query.sort.field)}</p>;
}
