/** What is known of a name that no descriptor declares: who still points at it, and what became of it. */
import { resolveReference, type Cause, type Claim, type Entity, type PluginScope } from '@callboard/plugin/server';
import type { Catalog } from '../catalog.ts';
import { viewUrlOf } from '../findings/graph-findings.ts';
import type { CatalogIndex } from '../index/catalog-index.ts';
import type { FormerNames } from './former-names.ts';
import { nearestRefs } from './relations.ts';
import { byTitle, namedOf, rowOf, type Named, type Row } from './rows.ts';
import { forEachRelated, related } from './walk.ts';

type MissingScope = Pick<PluginScope, 'records' | 'model'>;

export interface PointingRow extends Row {
  /** What it says it is to the missing one, such as `ownedBy`. */
  relation: string;
  /** Where it says so. */
  place?: { repository: string; file: string; line: number; viewUrl?: string };
}

export interface Missing {
  nearest: Named[];
  /** Its last change, where it was there once. */
  last?: { at: string; op: string; cause: Cause };
  exclusion?: { by: string; reason: string; at: string };
  pointing: { total: number; items: PointingRow[] };
}

export async function missingOf(
  ref: string,
  catalog: Catalog,
  scope: MissingScope & Pick<PluginScope, 'changes'>,
  { offset, limit, formerNames }: { offset: number; limit: number; formerNames: FormerNames },
): Promise<Missing> {
  const { records, changes } = scope;
  const { index } = catalog;
  const [last] = await changes.read({ type: 'entity', key: ref, limit: 1, order: 'desc' });
  const exclusion = (await records.exclusions('entity')).find((each) => each.key === ref);
  const meant = new Set([...(await formerNames.successors(ref)), ...nearestRefs(index, ref, 5)]);
  return {
    nearest: [...meant].map((each) => namedOf(index, index.node(each)!)),
    ...(last && { last: { at: last.at, op: last.op, cause: last.cause } }),
    ...(exclusion && { exclusion: { by: exclusion.by, reason: exclusion.reason, at: exclusion.at } }),
    pointing: await pointing(ref, catalog, scope, { offset, limit }),
  };
}

async function pointing(
  ref: string,
  catalog: Catalog,
  { records, model }: MissingScope,
  { offset, limit }: { offset: number; limit: number },
): Promise<Missing['pointing']> {
  const { index } = catalog;
  const node = index.node(ref);
  const relations = new Map<number, string>();
  if (node !== undefined) forEachRelated(index, node, (_type, other, back) => relations.set(other, back));
  const page = byTitle(index, [...relations.keys()]).slice(offset, offset + limit);
  const refs = page.map((each) => index.ref(each));
  const [origins, entities] = [await records.origins('entity', refs), await catalog.entities(refs)];
  const items = page.map((each) => {
    const row = rowOf(index, each, related(index, each, 'ownedBy'));
    const [origin, entity] = [origins.get(row.ref), entities.get(row.ref)];
    const place = origin && entity && placeOf(ref, origin, entity, model);
    return { ...row, relation: relations.get(each)!, ...(place && { place }) };
  });
  return { total: relations.size, items };
}

/** Where exactly an entity names another. */
function placeOf(ref: string, origin: Claim, entity: Entity, model: MissingScope['model']): PointingRow['place'] {
  const named = model.references(entity).find(({ field, text }) => resolveReference(entity, field, text) === ref);
  const { line } = (named && origin.positions[named.pointer]) ?? origin;
  const viewUrl = viewUrlOf(entity, origin.location);
  return { repository: origin.repository, file: origin.path, line, ...(viewUrl !== undefined && { viewUrl }) };
}

/** Names that an entity had before and that others still use: how many do, and as what most often. */
export async function usedFormerNames(
  ref: string,
  index: CatalogIndex,
  formerNames: FormerNames,
): Promise<{ ref: string; used: number; relation: string }[]> {
  return (await formerNames.namesOf(ref)).flatMap((from) => {
    const node = index.node(from);
    const incoming = node === undefined || index.isPresent(node) ? [] : index.relations.incoming(node);
    if (!incoming.length) return [];
    const counts = new Map<string, number>();
    for (const { type } of incoming) counts.set(type, (counts.get(type) ?? 0) + 1);
    const [relation] = [...counts].sort((a, b) => b[1] - a[1])[0]!;
    return [{ ref: from, used: new Set(incoming.map(({ source }) => source)).size, relation }];
  });
}
