import { flattenEntity, type Entity, type RecordState } from '@callboard/plugin/server';
import { StringTable } from './strings.ts';

/** The keys that entities have, in lower case, each under a number. */
export class KeyTable {
  readonly #keys = new StringTable();
  /** Keys as entities write them → number. */
  readonly #written = new Map<string, number>();

  intern(key: string): number {
    const known = this.#written.get(key);
    if (known !== undefined) return known;
    const id = this.#keys.intern(key.toLowerCase());
    this.#written.set(key, id);
    return id;
  }

  /** @param key lower case. 0 when no entity has the key */
  find(key: string): number {
    return this.#keys.find(key);
  }
}

/** What filters see of an entity: key and value numbers by turns, as `RowStore` keeps them. A value that a key has twice comes once. */
export function rowOf(entity: Entity, uid: string, state: RecordState, keys: KeyTable, values: StringTable): number[] {
  const pairs = flattenEntity(entity);
  pairs.push(['metadata.uid', uid, false]);
  if (state.orphan) pairs.push(['metadata.annotations.backstage.io/orphan', 'true', false]);
  const row: number[] = [];
  const places = new Map<number, number>();
  for (const [key, value, isItem] of pairs) {
    const keyId = keys.intern(key);
    const valueId = value === null || value === undefined ? 0 : values.intern(value);
    const pair = keyId * 2 ** 31 + valueId;
    const place = places.get(pair);
    if (place !== undefined) {
      if (isItem) row[place + 1] = valueId * 2 + 1;
      continue;
    }
    places.set(pair, row.length);
    row.push(keyId, valueId * 2 + (isItem ? 1 : 0));
  }
  return row;
}
