/** Narrows a list down by what is wrong with its entities: a field that no descriptor has, with the levels of findings as its values. */
import { Bitmap } from '../index/bitmap.ts';
import type { CatalogIndex } from '../index/catalog-index.ts';
import type { LevelCounts } from './finding-counts.ts';
import type { Choice, Condition } from './schema.ts';

export const findingsField = 'findings';

/** In the order in which people look at them. */
const levels = ['error', 'warning', 'info'] as const;

export type FindingSets = Record<keyof LevelCounts, Bitmap>;

/** The entities with findings of each level; whatever a finding names that is not there belongs to no list. */
export function findingSets(index: CatalogIndex, counts: ReadonlyMap<string, LevelCounts>): FindingSets {
  const sets: FindingSets = { error: new Bitmap(), warning: new Bitmap(), info: new Bitmap() };
  for (const [ref, count] of counts) {
    const document = index.find(ref);
    if (document === undefined) continue;
    for (const level of levels) if (count[level] > 0) sets[level].add(document);
  }
  return sets;
}

/** Whether the choice, or one of these facets, can be answered only by who knows the findings. */
export function asksForFindings(choice: Choice, facets: readonly Pick<Condition, 'field'>[] = []): boolean {
  return [...choice.where, ...facets].some(({ field }) => field === findingsField);
}

/** What the conditions on findings leave over; `undefined`: there is none. */
export function withFindings(index: CatalogIndex, choice: Choice, sets: FindingSets): Bitmap | undefined {
  const conditions = choice.where.filter(
    ({ field, values, none }) => field === findingsField && (values.length || none),
  );
  if (conditions.length === 0) return undefined;
  return conditions.map((one) => meeting(index, one, sets)).reduce((members, each) => members.and(each));
}

function meeting(index: CatalogIndex, { values, none }: Condition, sets: FindingSets): Bitmap {
  const asked = new Set(values.map((value) => value.toLowerCase()));
  const chosen = levels.filter((level) => asked.has(level)).map((level) => sets[level]);
  return [...chosen, ...(none ? [index.present.without(anyOf(sets))] : [])].reduce(
    (members, each) => members.or(each),
    new Bitmap(),
  );
}

/** How many of these entities have findings of each level, and how many have none. */
export function findingFacet(members: Bitmap, sets: FindingSets) {
  const values = levels.flatMap((value) => {
    const count = members.and(sets[value]).count();
    return count ? [{ value, count }] : [];
  });
  return { values, distinct: values.length, none: members.without(anyOf(sets)).count() };
}

function anyOf({ error, warning, info }: FindingSets): Bitmap {
  return error.or(warning).or(info);
}
