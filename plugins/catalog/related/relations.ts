/** What hangs together with an entity, in both directions, grouped, counted and paged. */
import { nearest } from '@callboard/plugin/server';
import type { CatalogIndex } from '../index/catalog-index.ts';
import { byTitle, kindOf, namedOf, rowOf, type Named, type Row } from './rows.ts';
import { forEachRelated, pathTo, related } from './walk.ts';

export interface RelatedRow extends Row {
  /** The APIs through which it needs the entity. */
  via?: Named[];
  /** Refs that may be meant by one that is missing. */
  nearest?: string[];
}

export interface RelationGroup {
  type: string;
  /** What its entities are to this one; absent where no file says so. */
  back?: string;
  /** Kind of all its entities, lower case. */
  kind: string;
  total: number;
  items: RelatedRow[];
}

/** Not said by any file: who consumes an API that the entity provides needs the entity. */
export const neededThroughApi = 'neededThroughApi';

/** More than these are not compared with every name there is. */
const mostCompared = 6;

type Groups = Map<string, { type: string; back?: string; kind: string; nodes: Set<number> }>;

/** Where the entity stands, and the first entities of every group. */
export function relationsOf(
  index: CatalogIndex,
  node: number,
  each: number,
): { path: Named[]; groups: RelationGroup[] } {
  const compare = comparer(index);
  const groups = [...groupsOf(index, node).values()].map(({ type, back, kind, nodes }) => ({
    type,
    ...(back !== undefined && { back }),
    kind,
    total: nodes.size,
    items: byTitle(index, [...nodes])
      .slice(0, each)
      .map((one) => relatedRow(index, node, type, one, compare)),
  }));
  return { path: pathTo(index, node, ['partOf', 'childOf']).map((one) => namedOf(index, one)), groups };
}

/** A page of one group. */
export function relationPage(
  index: CatalogIndex,
  node: number,
  { type, kind, offset, limit }: { type: string; kind: string; offset: number; limit: number },
): { total: number; items: RelatedRow[] } {
  const nodes = [...(groupsOf(index, node).get(`${type} ${kind}`)?.nodes ?? [])];
  const compare = comparer(index);
  const page = byTitle(index, nodes).slice(offset, offset + limit);
  return { total: nodes.length, items: page.map((one) => relatedRow(index, node, type, one, compare)) };
}

function groupsOf(index: CatalogIndex, node: number): Groups {
  const groups: Groups = new Map();
  const add = (type: string, other: number, back?: string) => {
    const kind = kindOf(index.ref(other));
    const group = groups.get(`${type} ${kind}`) ?? {
      type,
      kind,
      nodes: new Set(),
      ...(back !== undefined && { back }),
    };
    groups.set(`${type} ${kind}`, group);
    group.nodes.add(other);
  };
  forEachRelated(index, node, add);
  for (const api of related(index, node, 'providesApi'))
    for (const consumer of related(index, api, 'apiConsumedBy')) if (consumer !== node) add(neededThroughApi, consumer);
  return groups;
}

function relatedRow(
  index: CatalogIndex,
  node: number,
  type: string,
  other: number,
  compare: (ref: string) => string[],
): RelatedRow {
  const row = rowOf(index, other, related(index, other, 'ownedBy'));
  if (row.isMissing) return { ...row, nearest: compare(row.ref) };
  if (type !== neededThroughApi) return row;
  const provided = new Set(related(index, node, 'providesApi'));
  const via = related(index, other, 'consumesApi').filter((api) => provided.has(api));
  return { ...row, via: via.map((api) => namedOf(index, api)) };
}

function comparer(index: CatalogIndex): (ref: string) => string[] {
  let left = mostCompared;
  return (ref) => (left-- > 0 ? nearestRefs(index, ref) : []);
}

/** Refs of the same kind that look like this one. */
export function nearestRefs(index: CatalogIndex, ref: string, most = 3): string[] {
  const kind = kindOf(ref);
  const names = new Map<string, string>();
  index.search({ op: 'equals', key: 'kind', values: [kind] }).members.forEach((node) => {
    const other = index.ref(node);
    names.set(other.slice(other.indexOf('/') + 1), other);
  });
  const name = ref.slice(ref.indexOf('/') + 1);
  const elsewhere = names.get(name);
  const found = nearest(name, names.keys(), most).map((each) => names.get(each)!);
  return elsewhere === undefined ? found : [elsewhere, ...found].slice(0, most);
}
