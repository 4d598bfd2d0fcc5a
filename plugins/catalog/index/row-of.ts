import { defaultNamespace, longestKey, longestValue, type Entity, type RecordState } from '@callboard/plugin/server';
import type { Section, Unpacker } from './packing.ts';
import { StringTable } from './strings.ts';

/** Above this many pairs it is quicker to remember them than to look through them. */
const manyPairs = 64;

/** A key, and those that begin with it: putting a key's text together again for each value of each entity would be most of the work. */
interface KeyNode {
  id: number;
  text: string;
  inner: Map<string, KeyNode>;
}

/** The keys that entities have, in lower case, each under a number. */
export class KeyTable {
  readonly #keys = new StringTable();
  readonly root: KeyNode = { id: 0, text: '', inner: new Map() };

  /** The key of a field in what stands under `node`. */
  inner(node: KeyNode, name: string): KeyNode {
    const known = node.inner.get(name);
    if (known) return known;
    const text = node === this.root ? name : `${node.text}.${name}`;
    // One that is too long to be found has no number, and is not kept: whoever writes files could make any number of them.
    if (text.length > longestKey) return { id: 0, text, inner: new Map() };
    const made: KeyNode = { id: this.#keys.intern(text.toLowerCase()), text, inner: new Map() };
    node.inner.set(name, made);
    return made;
  }

  /** One more than the largest number given out. */
  get size(): number {
    return this.#keys.size;
  }

  save(): Iterable<Section> {
    return this.#keys.save();
  }

  /** Becomes what was saved. @throws {DamagedFile} */
  restore(from: Unpacker): void {
    this.#keys.restore(from);
  }

  /** @param key lower case. 0 when no entity has the key */
  find(key: string): number {
    return this.#keys.find(key);
  }
}

/**
 * What filters see of an entity: key and value numbers by turns, as `RowStore` keeps them. A value that a key has twice comes once. The
 * pairs are those that `flattenEntity` gives.
 */
export function rowOf(entity: Entity, uid: string, state: RecordState, keys: KeyTable, values: StringTable): number[] {
  const row = new Row(keys, values);
  for (const [name, value] of Object.entries(entity)) {
    if (name === 'relations' || name === 'status' || name === 'attachments') continue;
    if (name !== 'metadata') row.add(keys.inner(keys.root, name), value);
  }
  const metadata = keys.inner(keys.root, 'metadata');
  for (const [name, value] of Object.entries(entity.metadata)) {
    if (name !== 'etag') row.add(keys.inner(metadata, name), value);
  }
  if (entity.metadata.namespace === undefined) row.add(keys.inner(metadata, 'namespace'), defaultNamespace);
  row.add(keys.inner(metadata, 'uid'), uid);
  if (state.orphan) row.add(keys.inner(keys.inner(metadata, 'annotations'), 'backstage.io/orphan'), 'true');
  return row.numbers;
}

class Row {
  readonly numbers: number[] = [];
  readonly #keys: KeyTable;
  readonly #values: StringTable;
  /** Where each pair stands, once there are many. */
  #places: Map<number, number> | undefined;

  constructor(keys: KeyTable, values: StringTable) {
    this.#keys = keys;
    this.#values = values;
  }

  add(key: KeyNode, value: unknown, isItem = false): void {
    if (key.text.length > longestKey || value === undefined) return;
    if (Array.isArray(value)) {
      for (const item of value) this.add(key, item, true);
    } else if (typeof value === 'object' && value !== null) {
      const fields = value as Record<string, unknown>;
      for (const name of Object.keys(fields)) this.add(this.#keys.inner(key, name), fields[name]);
    } else {
      this.#pair(key.id, this.#number(value), isItem && typeof value === 'string');
    }
  }

  /** 0: there is no value, or none that filters see. */
  #number(value: unknown): number {
    if (value === null) return 0;
    const text = String(value);
    return text.length > longestValue ? 0 : this.#values.intern(text);
  }

  #pair(key: number, value: number, isItem: boolean): void {
    const place = this.#find(key, value);
    if (place === undefined) {
      this.#places?.set(nameOf(key, value), this.numbers.length);
      this.numbers.push(key, value * 2 + (isItem ? 1 : 0));
    } else if (isItem) this.numbers[place + 1] = value * 2 + 1;
  }

  #find(key: number, value: number): number | undefined {
    const { numbers } = this;
    if (numbers.length > manyPairs * 2) {
      this.#places ??= placesOf(numbers);
      return this.#places.get(nameOf(key, value));
    }
    for (let at = 0; at < numbers.length; at += 2) {
      if (numbers[at] === key && numbers[at + 1]! >>> 1 === value) return at;
    }
    return undefined;
  }
}

function placesOf(numbers: readonly number[]): Map<number, number> {
  const places = new Map<number, number>();
  for (let at = 0; at < numbers.length; at += 2) places.set(nameOf(numbers[at]!, numbers[at + 1]! >>> 1), at);
  return places;
}

/** One number for a key and a value together. */
function nameOf(key: number, value: number): number {
  return key * 2 ** 31 + value;
}
