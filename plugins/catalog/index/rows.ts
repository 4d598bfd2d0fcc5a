import { roomFor, withRoom } from './numbers.ts';
import { check, type Section, type Unpacker } from './packing.ts';

/**
 * The searchable pairs of every document, one after the other in one array: key number, then value number × 2 + 1 when the value is a
 * string item of an array. Replaced rows leave gaps, which `compact` closes.
 */
export class RowStore {
  #data = new Uint32Array(1024);
  #start = new Uint32Array(64);
  #length = new Uint32Array(64);
  #used = 0;
  #live = 0;
  #replaced = 0;

  /** @param row key and value numbers by turns; copied */
  set(document: number, row: readonly number[]): void {
    this.#start = withRoom(this.#start, document + 1);
    this.#length = withRoom(this.#length, document + 1);
    const before = this.#length[document]!;
    this.#live += row.length - before;
    this.#replaced += before;
    if (row.length > before) {
      this.#start[document] = this.#used;
      this.#data = withRoom(this.#data, this.#used + row.length);
      this.#used += row.length;
    }
    this.#data.set(row, this.#start[document]!);
    this.#length[document] = row.length;
  }

  /** Calls `visit` with each pair of the document. */
  forEach(document: number, visit: (key: number, value: number) => void): void {
    const start = this.#start[document] ?? 0;
    const end = start + (this.#length[document] ?? 0);
    for (let at = start; at < end; at += 2) visit(this.#data[at]!, this.#data[at + 1]!);
  }

  /** The values of one key in one document are appended to `into`. */
  valuesOf(document: number, key: number, into: number[]): void {
    const start = this.#start[document] ?? 0;
    const end = start + (this.#length[document] ?? 0);
    for (let at = start; at < end; at += 2) if (this.#data[at] === key) into.push(this.#data[at + 1]!);
  }

  /** So much was replaced since the last time that gaps, and values that no row holds any more, are worth getting rid of. */
  get isWasteful(): boolean {
    return this.#replaced > Math.max(65_536, this.#live * 2);
  }

  *save(): Generator<Section> {
    yield Uint32Array.of(this.#used, this.#live, this.#replaced);
    yield this.#data.subarray(0, this.#used);
    yield this.#start;
    yield this.#length;
  }

  /**
   * Becomes what was saved.
   * @param keys one more than the largest number of a key
   * @param values the same of values
   * @throws {DamagedFile}
   */
  restore(from: Unpacker, keys: number, values: number): void {
    [this.#used, this.#live, this.#replaced] = from.tuple(3) as [number, number, number];
    this.#data = from.numbers(true);
    this.#start = from.numbers();
    this.#length = from.numbers();
    check(this.#data.length === this.#used + roomFor(this.#used), 'the rows are cut off');
    check(this.#start.length === this.#length.length, 'rows have no length');
    const data = this.#data;
    const used = this.#used;
    let sound = used % 2 === 0;
    let live = 0;
    for (let document = 0; document < this.#start.length; document++) {
      const length = this.#length[document]!;
      sound &&= length % 2 === 0 && this.#start[document]! + length <= used;
      live += length;
    }
    for (let at = 0; at < used; at += 2) sound &&= data[at]! < keys && data[at + 1]! >>> 1 < values;
    check(sound && live === this.#live, 'rows point at nothing');
  }

  /** Closes the gaps; `renumber` gives each value its new number. */
  compact(renumber: (value: number) => number): void {
    const data = new Uint32Array(Math.max(1024, this.#live));
    let used = 0;
    for (let document = 0; document < this.#start.length; document++) {
      const start = this.#start[document]!;
      const length = this.#length[document]!;
      this.#start[document] = used;
      for (let at = start; at < start + length; at += 2) {
        const value = this.#data[at + 1]!;
        data[used++] = this.#data[at]!;
        data[used++] = (renumber(value >>> 1) << 1) | (value & 1);
      }
    }
    this.#data = data;
    this.#used = used;
    this.#replaced = 0;
  }
}
