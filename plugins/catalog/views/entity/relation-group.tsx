import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, formatCount, useKind, useKit } from '@callboard/plugin/web';
import styles from './entity.module.css';
import { messages } from './messages.ts';
import { relationTitle } from './relations.ts';
import { RelatedRow } from './related-row.tsx';
import type { RelationGroup, RowPage } from './types.ts';

const PATH = '/api/callboard/relations/page';
const PAGE = 50;

interface RelationGroupProps {
  group: RelationGroup;
  entityRef: string;
  /** No other group is of this relation, so that its kind needs no mention. */
  isOnlyKind: boolean;
}

/** One relation to entities of one kind: the first few, then as many as wanted, page by page. */
export function RelationGroupList({ group, entityRef, isOnlyKind }: RelationGroupProps) {
  const { api } = useKit();
  const kind = useKind(group.kind);
  const [open, setOpen] = useState(false);
  const query = { entityRef, type: group.type, kind: group.kind, limit: PAGE };
  const pages = useInfiniteQuery({
    queryKey: ['api', PATH, query],
    queryFn: ({ pageParam, signal }) => api.json<RowPage>(PATH, { query: { ...query, offset: pageParam }, signal }),
    initialPageParam: 0,
    getNextPageParam: (last, all) => (all.length * PAGE < last.total ? all.length * PAGE : undefined),
    enabled: open,
    meta: { touchedBy: [{ type: 'entity' }] },
  });
  const loaded = open ? pages.data?.pages.flatMap((page) => page.items) : undefined;
  const rows = loaded ?? group.items;
  const left = group.total - rows.length;
  const title = relationTitle(group.type);
  const name = isOnlyKind ? title : messages.relations.ofKind(title, kind?.plural ?? group.kind);
  return (
    <section aria-label={name}>
      <h3 className={styles.groupTitle}>
        {name} <span className={styles.count}>{formatCount(group.total)}</span>
        {group.back && group.total > group.items.length && (
          <Link
            to={`/catalog?kind=${encodeURIComponent(group.kind)}&relations.${group.back}=${encodeURIComponent(entityRef)}`}
          >
            {messages.relations.inCatalog}
          </Link>
        )}
      </h3>
      <ul className={styles.rows}>
        {rows.map((row) => (
          <RelatedRow key={row.ref} row={row} />
        ))}
      </ul>
      {(left > 0 || open) && (
        <p className={styles.moreLine}>
          {left > 0 && (
            <button
              type="button"
              className={styles.plainButton}
              disabled={pages.isFetching}
              onClick={() => (open ? void pages.fetchNextPage() : setOpen(true))}
            >
              {messages.relations.more(formatCount(left))}
            </button>
          )}
          {open && (
            <button type="button" className={styles.plainButton} onClick={() => setOpen(false)}>
              {messages.relations.fewer}
            </button>
          )}
        </p>
      )}
    </section>
  );
}
