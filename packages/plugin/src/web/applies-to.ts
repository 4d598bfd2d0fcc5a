import { flattenEntity, parseFilterSet } from '@callboard/core';
import type { Entity, Filter } from '@callboard/core';

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

/** Whether a contribution with this `appliesTo` is for the entity; without one it is for every entity. */
export function appliesTo(entity: Entity, filter: string | undefined): boolean {
  const parsed = parseFilterSet(filter ?? '');
  return !parsed || holds(parsed, pairsOf(entity));
}
