import { Bitmap } from './bitmap.ts';
import { LastUsed } from './lru.ts';
import { withRoom } from './numbers.ts';
import type { RowStore } from './rows.ts';
import type { StringTable } from './strings.ts';

/** What a condition asks of one value: its lower-case text (`undefined` when it has none), and whether it is a string item of an array. */
export type ValueTest = (text: string | undefined, isItem: boolean) => boolean;

interface Posting {
  members: Bitmap;
  test: ValueTest;
}

const mostPostings = 64;
/** Conditions that take more to write down are answered anew each time. */
const longestName = 1000;

/**
 * All the values of one key, made when the key is first asked for and kept up from then on. Values are numbered within the column, so that
 * counting them is counting small numbers; the answers to recent conditions are kept as sets of documents.
 */
export class Column {
  readonly #strings: StringTable;
  /** Number in the column → number in the string table; 0 is "no value". */
  #valueOf: number[] = [0];
  /** Number in the column → lower-case text. */
  #texts: (string | undefined)[] = [undefined];
  #codeOf = new Map<number, number>([[0, 0]]);
  /** Per document: where its entries begin and how many there are. An entry is code × 2 + 1 when it is a string item of an array. */
  #start = new Uint32Array(64);
  #length = new Uint32Array(64);
  #entries = new Uint32Array(64);
  #used = 0;
  #live = 0;
  #postings = new LastUsed<string, Posting>(mostPostings);

  constructor(strings: StringTable, rows: RowStore, key: number, documents: number) {
    this.#strings = strings;
    const values: number[] = [];
    this.#start = new Uint32Array(documents);
    this.#length = new Uint32Array(documents);
    for (let document = 0; document < documents; document++) {
      values.length = 0;
      rows.valuesOf(document, key, values);
      if (values.length) this.#store(document, values);
    }
  }

  /** The column has more gaps than entries. */
  get isWasteful(): boolean {
    return this.#used > 65_536 && this.#used > this.#live * 4;
  }

  has(document: number): boolean {
    return (this.#length[document] ?? 0) > 0;
  }

  /** Replaces the values (as in the row) of a document. */
  update(document: number, values: readonly number[]): void {
    this.#store(document, values);
    for (const posting of this.#postings.values()) posting.members.set(document, this.#passes(document, posting.test));
  }

  /** The documents with at least one value that passes. @param name names the condition, for the next time */
  where(name: string, test: ValueTest): Bitmap {
    const known = this.#postings.get(name);
    if (known) return known.members;
    const members = this.#search(test);
    if (name.length <= longestName) this.#postings.set(name, { members, test });
    return members;
  }

  /** How many of the documents have each value, by original text; those without a value are not counted. */
  counts(documents: Bitmap | undefined): Map<string, number> {
    const totals = new Uint32Array(this.#valueOf.length);
    for (let document = 0; document < this.#length.length; document++) {
      const length = this.#length[document]!;
      if (length === 0 || (documents && !documents.has(document))) continue;
      const start = this.#start[document]!;
      for (let at = start; at < start + length; at++) totals[this.#entries[at]! >>> 1]!++;
    }
    const counts = new Map<string, number>();
    for (let code = 1; code < totals.length; code++) {
      if (totals[code]) counts.set(this.#strings.text(this.#valueOf[code]!), totals[code]!);
    }
    return counts;
  }

  /** The smallest lower-case value of a document; `null` when its values are none, `undefined` when it lacks the key. */
  smallest(document: number): string | null | undefined {
    const length = this.#length[document] ?? 0;
    if (length === 0) return undefined;
    const start = this.#start[document]!;
    let smallest: string | null = null;
    for (let at = start; at < start + length; at++) {
      const code = this.#entries[at]! >>> 1;
      if (code === 0) continue;
      const text = this.#texts[code]!;
      if (smallest === null || text < smallest) smallest = text;
    }
    return smallest;
  }

  #store(document: number, values: readonly number[]): void {
    this.#start = withRoom(this.#start, document + 1);
    this.#length = withRoom(this.#length, document + 1);
    const before = this.#length[document]!;
    this.#live += values.length - before;
    if (values.length > before) {
      this.#start[document] = this.#used;
      this.#entries = withRoom(this.#entries, this.#used + values.length);
      this.#used += values.length;
    }
    const start = this.#start[document]!;
    for (let at = 0; at < values.length; at++)
      this.#entries[start + at] = (this.#codeFor(values[at]! >>> 1) << 1) | (values[at]! & 1);
    this.#length[document] = values.length;
  }

  #codeFor(value: number): number {
    const known = this.#codeOf.get(value);
    if (known !== undefined) return known;
    const code = this.#valueOf.length;
    this.#valueOf.push(value);
    this.#texts.push(this.#strings.lowerText(value));
    this.#codeOf.set(value, code);
    return code;
  }

  #passes(document: number, test: ValueTest): boolean {
    const start = this.#start[document]!;
    const end = start + this.#length[document]!;
    for (let at = start; at < end; at++) {
      const entry = this.#entries[at]!;
      if (test(this.#texts[entry >>> 1], (entry & 1) === 1)) return true;
    }
    return false;
  }

  /** Tests each distinct value once, then looks at the documents. */
  #search(test: ValueTest): Bitmap {
    const passing = new Uint8Array(this.#valueOf.length * 2);
    for (let code = 0; code < this.#valueOf.length; code++) {
      const text = this.#texts[code];
      if (test(text, false)) passing[code * 2] = 1;
      if (test(text, true)) passing[code * 2 + 1] = 1;
    }
    const members = new Bitmap(this.#length.length);
    for (let document = 0; document < this.#length.length; document++) {
      const length = this.#length[document]!;
      if (length === 0) continue;
      const start = this.#start[document]!;
      for (let at = start; at < start + length; at++) {
        if (passing[this.#entries[at]!] === 1) {
          members.add(document);
          break;
        }
      }
    }
    return members;
  }
}
