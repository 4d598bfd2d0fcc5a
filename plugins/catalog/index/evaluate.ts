import { InvalidInput, longestKey, type Filter } from '@callboard/plugin/server';
import { Bitmap } from './bitmap.ts';
import type { Column } from './column.ts';
import type { RelationIndex } from './relations.ts';

/** What answering a condition needs. Keys are lower case. */
export interface Searchable {
  present: Bitmap;
  relations: RelationIndex;
  column(key: string): Column | undefined;
}

const relationKey = 'relations.';

/** More conditions than any person or client puts together. */
const mostConditions = 2000;

/** @throws {InvalidInput} when answering would take unreasonably long */
export function checkSize(filter: Filter): void {
  if (conditionsOf(filter) > mostConditions)
    throw new InvalidInput(`Invalid query: it has more than ${mostConditions} conditions`);
}

function conditionsOf(filter: Filter): number {
  if (filter.op === 'not') return conditionsOf(filter.filter);
  if (filter.op !== 'all' && filter.op !== 'any') return 1;
  return filter.filters.reduce((total, each) => total + conditionsOf(each), 0);
}

/** The documents that a filter asks for. The set may be a living one: use it before the index changes, and change it never. */
export function evaluate(filter: Filter, index: Searchable): Bitmap {
  switch (filter.op) {
    case 'all':
      return filter.filters.reduce((members, each) => members.and(evaluate(each, index)), index.present);
    case 'any':
      return filter.filters.reduce((members, each) => members.or(evaluate(each, index)), new Bitmap());
    case 'not':
      return index.present.without(evaluate(filter.filter, index));
    case 'has':
      return has(filter.key, index);
    case 'equals':
      return equals(filter.key, filter.values, index);
    case 'prefix':
      return matching(filter.key, `^${filter.value}`, (text) => text.startsWith(filter.value), index);
  }
}

/** The documents of which a value of one of the keys holds the term, which is lower case. */
export function containing(term: string, keys: readonly string[], index: Searchable): Bitmap {
  return keys
    .map((key) => matching(key, `*${term}`, (text) => text.includes(term), index))
    .reduce((members, each) => members.or(each), new Bitmap());
}

/** The type of a key such as `relations.ownedby`. */
export function relationTypeOf(key: string): string | undefined {
  return key.startsWith(relationKey) ? key.slice(relationKey.length) : undefined;
}

/** The documents with the string item `s` in an array at `p`, for a key that reads as `p.s`: for them the key has the value `true`. */
export function itemMembers(key: string, index: Searchable): Bitmap | undefined {
  if (key.length > longestKey) return undefined;
  let members: Bitmap | undefined;
  for (let dot = key.indexOf('.'); dot !== -1; dot = key.indexOf('.', dot + 1)) {
    const item = key.slice(dot + 1);
    const found = index.column(key.slice(0, dot))?.where(`[${item}`, (text, isItem) => isItem && text === item);
    if (found) members = members ? members.or(found) : found;
  }
  return members;
}

function has(key: string, index: Searchable): Bitmap {
  const type = relationTypeOf(key);
  if (type !== undefined) return index.relations.where(type);
  return union(
    index.column(key)?.where('', () => true),
    itemMembers(key, index),
  );
}

function equals(key: string, values: readonly string[], index: Searchable): Bitmap {
  const type = relationTypeOf(key);
  if (type !== undefined) {
    return values.map((ref) => index.relations.to(type, ref)).reduce((members, each) => members.or(each), new Bitmap());
  }
  const [only, ...others] = values;
  if (only === undefined) return new Bitmap();
  const wanted = new Set(values);
  const column = index.column(key);
  const members = others.length
    ? column?.where(`|${JSON.stringify(values)}`, (text) => text !== undefined && wanted.has(text))
    : column?.where(`=${only}`, (text) => text === only);
  return union(members, wanted.has('true') ? itemMembers(key, index) : undefined);
}

function matching(key: string, name: string, test: (text: string) => boolean, index: Searchable): Bitmap {
  const type = relationTypeOf(key);
  if (type !== undefined) return index.relations.where(type, test);
  const members = index.column(key)?.where(name, (text) => text !== undefined && test(text));
  return union(members, test('true') ? itemMembers(key, index) : undefined);
}

function union(one: Bitmap | undefined, other: Bitmap | undefined): Bitmap {
  if (one && other) return one.or(other);
  return one ?? other ?? new Bitmap();
}
