/** What a list shows of an entity, from the index alone: no text is read. */
import type { CatalogIndex } from '../index/catalog-index.ts';

export interface Named {
  ref: string;
  title?: string;
}

export interface Row extends Named {
  type?: string;
  lifecycle?: string;
  owners?: Named[];
  state?: 'stale' | 'held' | 'orphan';
  /** Something points at it, and no descriptor declares it. */
  isMissing?: true;
}

const states = ['stale', 'held', 'orphan'] as const;
const mostOwners = 5;

/** What people call an entity; `undefined` when that is its name. */
export function titleOf(index: CatalogIndex, node: number): string | undefined {
  return index.value(node, 'metadata.title') ?? index.value(node, 'spec.profile.displayName');
}

export function namedOf(index: CatalogIndex, node: number): Named {
  const title = titleOf(index, node);
  return { ref: index.ref(node), ...(title !== undefined && { title }) };
}

export function rowOf(index: CatalogIndex, node: number, owners: readonly number[]): Row {
  const named = namedOf(index, node);
  if (!index.isPresent(node)) return { ...named, isMissing: true };
  const type = index.value(node, 'spec.type');
  const lifecycle = index.value(node, 'spec.lifecycle');
  const { state } = index.info(node);
  const noted = states.find((each) => state[each]);
  return {
    ...named,
    ...(type !== undefined && { type }),
    ...(lifecycle !== undefined && { lifecycle }),
    ...(owners.length && { owners: owners.slice(0, mostOwners).map((owner) => namedOf(index, owner)) }),
    ...(noted && { state: noted }),
  };
}

/** Kind of a ref, lower case. */
export function kindOf(ref: string): string {
  return ref.slice(0, ref.indexOf(':'));
}

/** In the order in which people look for things: by what they are called. */
export function byTitle(index: CatalogIndex, nodes: readonly number[]): number[] {
  return nodes
    .map((node) => {
      const ref = index.ref(node);
      return { node, called: (titleOf(index, node) ?? ref.slice(ref.indexOf('/') + 1)).toLowerCase(), ref };
    })
    .sort((a, b) => (a.called === b.called ? (a.ref < b.ref ? -1 : 1) : a.called < b.called ? -1 : 1))
    .map(({ node }) => node);
}
