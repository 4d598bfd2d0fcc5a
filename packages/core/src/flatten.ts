import type { Entity, Relation } from './entity.ts';
import { defaultNamespace } from './ref.ts';

/** Keys longer than this are not found by any filter. */
export const longestKey = 200;
/** Of longer values a filter sees only that they exist. */
export const longestValue = 200;

/**
 * One searchable pair: key in its original case, and value.
 * `null` stands for a null, `undefined` for a value that is too long: in both cases the key exists and has no value.
 * `fromItem`: the value is a string item of an array, so that besides this pair `<key>.<value>` = `true` holds.
 */
export type FlatPair = [key: string, value: string | null | undefined, fromItem: boolean];

/** Every pair that filters, facets and orders see of an entity. `relations` may come apart from the entity. */
export function flattenEntity(
  entity: Pick<Entity, 'apiVersion' | 'kind' | 'metadata' | 'spec'>,
  relations: readonly Relation[] = [],
): FlatPair[] {
  const pairs: FlatPair[] = [];
  for (const [key, value] of Object.entries(entity)) {
    if (key === 'metadata' || key === 'relations' || key === 'status' || key === 'attachments') continue;
    visit(key, value, false, pairs);
  }
  for (const [key, value] of Object.entries(entity.metadata)) {
    if (key !== 'etag') visit(`metadata.${key}`, value, false, pairs);
  }
  if (entity.metadata.namespace === undefined) pairs.push(['metadata.namespace', defaultNamespace, false]);
  for (const relation of relations) visit(`relations.${relation.type}`, relation.targetRef, false, pairs);
  return pairs;
}

function visit(key: string, value: unknown, isItem: boolean, pairs: FlatPair[]): void {
  if (key.length > longestKey) return;
  if (Array.isArray(value)) {
    for (const item of value) visit(key, item, true, pairs);
    return;
  }
  if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) visit(`${key}.${name}`, inner, false, pairs);
    return;
  }
  if (value === undefined) return;
  if (value === null) {
    pairs.push([key, null, false]);
    return;
  }
  const text = String(value);
  pairs.push([key, text.length > longestValue ? undefined : text, isItem && typeof value === 'string']);
}
