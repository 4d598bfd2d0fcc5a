import { useEffect, useMemo } from 'react';
import { useKind, useMe, useRemembered, useStars, useUrlState } from '@callboard/plugin/web';
import type { ChangeUrl, KindInfo } from '@callboard/plugin/web';
import { choiceOf, readCatalogQuery } from './catalog-query.ts';
import type { CatalogQuery } from './catalog-query.ts';
import { columnsAt, usualColumns } from './columns.ts';
import type { Column } from './columns.ts';
import { facetOfField } from './facet.ts';
import { translated } from './known-addresses.ts';

export interface CatalogState {
  query: CatalogQuery;
  change: ChangeUrl;
  /** The question to the server. */
  choice: ReturnType<typeof choiceOf>;
  /** The kind, when one alone is chosen. */
  kind: KindInfo | undefined;
  columns: readonly Column[];
  /** Shows these columns and remembers them; nothing: the usual ones. */
  setColumns: (paths: readonly string[] | undefined) => void;
  /** Facets beyond the usual ones that this browser remembers. */
  ownFacets: readonly string[];
  setOwnFacets: (fields: readonly string[]) => void;
}

/** What the list shows: the URL says it, and where it does not, what this browser remembers. */
export function useCatalog(): CatalogState {
  const [params, change] = useUrlState();
  const known = useMemo(() => translated(params), [params]);
  useEffect(() => {
    if (!known) return;
    change((next) => {
      for (const name of new Set(next.keys())) next.delete(name);
      for (const [name, value] of known) next.append(name, value);
    });
  }, [known, change]);

  const [ownFacets, setOwnFacets] = useRemembered('facets');
  const read = useMemo(() => readCatalogQuery(known ?? params), [known, params]);
  const query = useMemo(() => {
    const more = ownFacets.filter((field) => !read.facets.some(({ param }) => param === field));
    return { ...read, facets: [...read.facets, ...more.map(facetOfField)] };
  }, [read, ownFacets]);
  const kinds = query.chosen['kind'] ?? [];
  const kindName = kinds.length === 1 ? (kinds[0] ?? '') : '';
  const kind = useKind(kindName);

  const [remembered, remember] = useRemembered(`columns.${kind ? kind.kind.toLowerCase() : 'all'}`);
  const paths = query.columns ?? (remembered.length > 0 ? remembered : undefined);
  const columns = useMemo(() => (paths ? columnsAt(paths, kind) : usualColumns(kind)), [paths, kind]);
  function setColumns(next: readonly string[] | undefined) {
    remember(next ?? []);
    change((url) => (next ? url.set('columns', next.join(',')) : url.delete('columns')));
  }

  const { refs: me } = useMe();
  const { refs: stars } = useStars();
  const choice = useMemo(() => choiceOf(query, { me, stars }), [query, me, stars]);
  return { query, change, choice, kind, columns, setColumns, ownFacets, setOwnFacets };
}
