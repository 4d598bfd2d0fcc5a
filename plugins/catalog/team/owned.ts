/** What a team or a person owns, itself or together with others. */
import { parseFilters, type Filter } from '@callboard/plugin/server';
import { Bitmap } from '../index/bitmap.ts';
import type { CatalogIndex } from '../index/catalog-index.ts';
import { kindOf, rowOf, type Row } from '../related/rows.ts';
import { reached, related } from '../related/walk.ts';

/** `direct`: the owner alone; `all`: also the teams below it, and of a person the teams that they are in. */
export type Reach = 'direct' | 'all';

/** All whose things count as the owner's. */
export function ownersOf(index: CatalogIndex, node: number, reach: Reach): number[] {
  if (reach === 'direct') return [node];
  return [...new Set([...reached(index, node, 'parentOf'), ...related(index, node, 'memberOf')])];
}

export function ownedBy(index: CatalogIndex, owners: readonly number[]): Bitmap {
  return owners.reduce((all, owner) => all.or(index.relations.to('ownedby', index.ref(owner))), new Bitmap());
}

export interface OwnedGroup {
  /** Lower case. */
  kind: string;
  type?: string;
  direct: number;
  all: number;
}

/** How many of each kind and type, itself and with others. */
export function ownedGroups(index: CatalogIndex, all: Bitmap, direct: Bitmap): OwnedGroup[] {
  const groups = new Map<string, OwnedGroup>();
  all.forEach((node) => {
    const kind = kindOf(index.ref(node));
    const type = index.value(node, 'spec.type');
    const key = `${kind} ${type?.toLowerCase() ?? ''}`;
    const group = groups.get(key) ?? { kind, ...(type !== undefined && { type }), direct: 0, all: 0 };
    groups.set(key, group);
    group.all++;
    if (direct.has(node)) group.direct++;
  });
  return [...groups.values()].sort((a, b) => b.all - a.all || (a.kind < b.kind ? -1 : 1));
}

export interface OwnedQuery {
  reach: Reach;
  kind?: string | undefined;
  type?: string | undefined;
  offset: number;
  limit: number;
}

/** A page of what an owner owns, by name. */
export function ownedPage(
  index: CatalogIndex,
  node: number,
  { reach, kind, type, offset, limit }: OwnedQuery,
): { total: number; items: Row[] } {
  const owned = ownedBy(index, ownersOf(index, node, reach));
  const asked = conditions({ kind, 'spec.type': type });
  const members = asked ? owned.and(index.search(asked).members) : owned;
  const page = index
    .order('metadata.name')
    .take(members, 0, offset + limit)
    .slice(offset);
  return { total: members.count(), items: page.map((each) => rowOf(index, each, related(index, each, 'ownedBy'))) };
}

function conditions(values: Record<string, string | undefined>): Filter | undefined {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return parseFilters(
    given.length ? given.map(([key, value]) => `${key}=${value!.replaceAll(',', ' ')}`).join(',') : undefined,
  );
}
