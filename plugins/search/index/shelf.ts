/** What of every document is looked at in each search, in memory: what results are filtered and counted by, and what weighs. */

/** A field of all documents: the number of each one's value. */
class FieldColumn {
  readonly #numbers = new Map<string, number>();
  readonly values: { value: string; folded: string }[] = [];
  #of = new Int32Array(1024).fill(-1);
  readonly #several = new Map<number, number[]>();

  set(document: number, values: readonly string[]): void {
    const numbers = [...new Set(values.map((value) => this.#number(value)))];
    if (document >= this.#of.length) {
      const larger = new Int32Array(Math.max(document + 1, this.#of.length * 2)).fill(-1);
      larger.set(this.#of);
      this.#of = larger;
    }
    this.#of[document] = numbers[0] ?? -1;
    if (numbers.length > 1) this.#several.set(document, numbers);
    else this.#several.delete(document);
  }

  /** The numbers of a document's values. */
  forEach(document: number, visit: (value: number) => void): void {
    const several = this.#several.size > 0 ? this.#several.get(document) : undefined;
    if (several) return several.forEach(visit);
    const only = this.#of[document] ?? -1;
    if (only >= 0) visit(only);
  }

  has(document: number, wanted: ReadonlySet<number>): boolean {
    let found = false;
    this.forEach(document, (value) => {
      found ||= wanted.has(value);
    });
    return found;
  }

  /** The numbers of these values, whatever their case. */
  numbersOf(values: readonly string[]): Set<number> {
    const wanted = new Set(values.map((value) => value.toLowerCase()));
    return new Set(this.values.keys().filter((number) => wanted.has(this.values[number]!.folded)));
  }

  #number(value: string): number {
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    this.#numbers.set(value, this.values.length);
    this.values.push({ value, folded: value.toLowerCase() });
    return this.values.length - 1;
  }
}

const mostColumns = 32;
const longestValue = 200;
const typeField = '';

export interface ShelfRow {
  id: number;
  type: string;
  gone: number;
  weight: number;
  fields: string;
}

export type Conditions = ReadonlyMap<string, readonly string[]>;

export interface FacetCount {
  value: string;
  count: number;
}

export class Shelf {
  readonly #columns = new Map<string, FieldColumn>([[typeField, new FieldColumn()]]);
  #weights = new Float32Array(1024);
  #present = new Uint8Array(1024);
  #count = 0;
  #size = 0;

  /** How many documents there are. */
  get count(): number {
    return this.#count;
  }

  put({ id, type, gone, weight, fields }: ShelfRow): void {
    this.#grow(id + 1);
    const isPresent = gone === 0 ? 1 : 0;
    this.#count += isPresent - this.#present[id]!;
    this.#present[id] = isPresent;
    this.#weights[id] = weight;
    const values = gone ? {} : (JSON.parse(fields) as Record<string, string | string[]>);
    for (const name of Object.keys(values))
      if (!this.#columns.has(name) && this.#columns.size < mostColumns) this.#columns.set(name, new FieldColumn());
    for (const [name, column] of this.#columns) {
      const given = name === typeField ? (gone ? [] : [type]) : [values[name] ?? []].flat();
      column.set(
        id,
        given.filter((value) => value !== '').map((value) => value.slice(0, longestValue)),
      );
    }
  }

  has(id: number): boolean {
    return this.#present[id] === 1;
  }

  weight(id: number): number {
    return this.#weights[id] ?? 0;
  }

  /** Every document, in order of their ids. */
  all(): number[] {
    const ids: number[] = [];
    for (let id = 0; id < this.#size; id++) if (this.#present[id] === 1) ids.push(id);
    return ids;
  }

  /** Those of the documents that meet all conditions, and are of one of the types; none named: of any. */
  filter(ids: readonly number[], types: readonly string[], conditions: Conditions, except?: string): number[] {
    const tests = [...conditions].filter(([name]) => name !== except).map(([name, values]) => this.#test(name, values));
    if (types.length && except !== typeField) tests.push(this.#test(typeField, types));
    if (!tests.length) return [...ids];
    return ids.filter((id) => tests.every((passes) => passes(id)));
  }

  /** How many documents there are of each type among these. */
  typeCounts(ids: readonly number[]): FacetCount[] {
    return this.counts(typeField, ids);
  }

  /** How many of the documents have each value of a field, the most frequent first. */
  counts(field: string, ids: readonly number[]): FacetCount[] {
    const column = this.#columns.get(field);
    if (!column) return [];
    const counts = new Int32Array(column.values.length);
    for (const id of ids)
      column.forEach(id, (value) => {
        counts[value]!++;
      });
    const found: FacetCount[] = [];
    counts.forEach((count, at) => count > 0 && found.push({ value: column.values[at]!.value, count }));
    return found.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }

  #test(name: string, values: readonly string[]): (id: number) => boolean {
    const column = this.#columns.get(name);
    if (!column) return () => false;
    const wanted = column.numbersOf(values);
    return (id) => column.has(id, wanted);
  }

  #grow(size: number): void {
    this.#size = Math.max(this.#size, size);
    if (size <= this.#present.length) return;
    const length = Math.max(size, this.#present.length * 2);
    const weights = new Float32Array(length);
    weights.set(this.#weights);
    this.#weights = weights;
    const present = new Uint8Array(length);
    present.set(this.#present);
    this.#present = present;
  }
}
