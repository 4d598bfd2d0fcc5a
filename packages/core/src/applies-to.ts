import type { Entity } from './entity.ts';
import { parseFilterSet, type Filter } from './filter.ts';
import { flattenEntity } from './flatten.ts';

type Pairs = Map<string, Set<string>>;

function pairsOf(entity: Entity): Pairs {
  const pairs: Pairs = new Map();
  for (const [key, value, fromItem] of flattenEntity(entity, entity.relations)) {
    const lower = key.toLowerCase();
    const values = pairs.get(lower) ?? new Set();
    pairs.set(lower, values);
    if (typeof value !== 'string') continue;
    values.add(value.toLowerCase());
    if (fromItem) pairs.set(`${lower}.${value.toLowerCase()}`, new Set(['true']));
  }
  return pairs;
}

function holds(filter: Filter, pairs: Pairs): boolean {
  if (filter.op === 'all') return filter.filters.every((one) => holds(one, pairs));
  if (filter.op === 'has') return pairs.has(filter.key);
  if (filter.op === 'equals') return filter.values.some((value) => pairs.get(filter.key)?.has(value));
  return false;
}

/** More filters than all manifests have. */
const mostFilters = 1000;
const parsedFilters = new Map<string, Filter | undefined>();

function parsed(filter: string): Filter | undefined {
  if (parsedFilters.has(filter)) return parsedFilters.get(filter);
  if (parsedFilters.size >= mostFilters) parsedFilters.clear();
  const made = parseFilterSet(filter);
  parsedFilters.set(filter, made);
  return made;
}

/** Whether a contribution with this `appliesTo` is for the entity; without one it is for every entity. */
export function appliesTo(entity: Entity, filter: string | undefined): boolean {
  return appliesToOf(entity)(filter);
}

/** As `appliesTo`, for many filters on one entity. */
export function appliesToOf(entity: Entity): (filter: string | undefined) => boolean {
  let pairs: Pairs | undefined;
  return (filter) => {
    const condition = parsed(filter ?? '');
    return !condition || holds(condition, (pairs ??= pairsOf(entity)));
  };
}
