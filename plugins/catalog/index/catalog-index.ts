import type { Entity, Filter, RecordState, Relation } from '@callboard/plugin/server';
import { Bitmap } from './bitmap.ts';
import { Column } from './column.ts';
import { DocumentTable, type DocumentInfo } from './documents.ts';
import { checkSize, containing, evaluate, itemMembers, relationTypeOf, type Searchable } from './evaluate.ts';
import { LastUsed } from './lru.ts';
import { Order, type Place } from './order.ts';
import type { Section, Unpacker } from './packing.ts';
import { RelationIndex, type DerivedEdge } from './relations.ts';
import { KeyTable, rowOf } from './row-of.ts';
import { RowStore } from './rows.ts';
import { StringTable } from './strings.ts';

/** A stored entity, as the index takes it in. */
export interface IndexedEntity {
  ref: string;
  uid: string;
  recordId: number;
  hash: string;
  state: RecordState;
  entity: Entity;
}

export interface TextFilter {
  term: string;
  fields: readonly string[];
}

/** Documents that a query asks for, and how many they are. */
export interface Found {
  members: Bitmap;
  count: number;
}

export interface FacetValue {
  value: string;
  count: number;
}

const mostColumns = 128;
const mostOrders = 32;
const mostResults = 256;
/** Queries that take more to write down are answered anew each time. */
const longestName = 4000;
/** Asked for by every list that names no order, and known without a column. */
const uidKey = 'metadata.uid';
/** In values, over all facets kept. */
const mostFacetValues = 100_000;
/** Above this share of the catalog in one go, it is cheaper to make columns and orders anew when they are next asked for. */
const largeBatch = 0.05;

/**
 * The catalog in memory: which entities there are, everything that filters, facets and orders look at, and both directions of every edge.
 * What is sent lies elsewhere, under the hash that a document carries.
 */
export class CatalogIndex implements Searchable {
  readonly #edgesOf: (entity: Entity) => DerivedEdge[];
  readonly #documents = new DocumentTable();
  readonly #keys = new KeyTable();
  #values = new StringTable();
  readonly #rows = new RowStore();
  readonly relations = new RelationIndex(this.#documents);
  readonly #columns = new LastUsed<number, Column>(mostColumns);
  readonly #orders = new LastUsed<string, { order: Order; isKeptUp: boolean }>(mostOrders);
  readonly #results = new LastUsed<string, Found>(mostResults);
  readonly #facets = new LastUsed<string, FacetValue[]>(mostFacetValues, (facet) => facet.length + 1);
  #version = 0;
  #count = 0;

  constructor(edgesOf: (entity: Entity) => DerivedEdge[]) {
    this.#edgesOf = edgesOf;
  }

  /** Goes up with every change. */
  get version(): number {
    return this.#version;
  }

  /** How many entities there are. */
  get size(): number {
    return this.#count;
  }

  /** How many distinct texts are held. */
  get texts(): number {
    return this.#values.size;
  }

  get present(): Bitmap {
    return this.#documents.present;
  }

  /** Puts entities in, or in place of what has their refs, and takes others out. */
  apply(entities: readonly IndexedEntity[], removed: readonly string[] = []): void {
    if (entities.length + removed.length > 64 && entities.length + removed.length > this.#count * largeBatch) {
      this.#columns.clear();
      this.#orders.clear();
    }
    this.#changed();
    for (const entity of entities) this.#put(entity);
    for (const ref of removed) this.#remove(ref);
    if (this.#rows.isWasteful) this.#compact();
  }

  /** All that cannot be made again from the rest. To be read to its end before the next change, or given up. */
  *save(): Generator<Section> {
    yield* this.#keys.save();
    yield* this.#values.save();
    yield* this.#rows.save();
    yield* this.#documents.save();
    yield* this.relations.save();
  }

  /** Becomes what was saved; to be called on an index that is empty, and is of no use after a failure. @throws {DamagedFile} */
  restore(from: Unpacker): void {
    this.#keys.restore(from);
    this.#values.restore(from);
    this.#rows.restore(from, this.#keys.size, this.#values.size);
    this.#documents.restore(from);
    this.relations.restore(from);
    this.#count = this.present.count();
    this.#version++;
  }

  /** The number of an entity; `undefined` when it is not there. */
  find(ref: string): number | undefined {
    return this.#documents.find(ref);
  }

  findByUid(uid: string): number | undefined {
    return this.#documents.byUid(uid);
  }

  isPresent(document: number): boolean {
    return this.#documents.present.has(document);
  }

  info(document: number): DocumentInfo {
    return this.#documents.info(document);
  }

  ref(document: number): string {
    return this.#documents.ref(document);
  }

  /** The number of a ref, also of one that is only pointed at. */
  node(ref: string): number | undefined {
    return this.#documents.node(ref);
  }

  /** The first value of a field of a document, as it was written; `undefined` when there is none, or none short enough to be searched for. */
  value(document: number, field: string): string | undefined {
    const values: number[] = [];
    this.#rows.valuesOf(document, this.#keys.find(field.toLowerCase()), values);
    const [first] = values;
    return first === undefined || first >>> 1 === 0 ? undefined : this.#values.text(first >>> 1);
  }

  /** Goes up with everything that may change how the entity is sent. */
  revision(document: number): number {
    return this.#documents.revision(document);
  }

  /** Documents that are stale, held or orphaned. */
  withState(): Iterable<number> {
    return this.#documents.withState();
  }

  relationsOf(document: number): Relation[] {
    return this.relations.of(document);
  }

  /** Refs that something points at and that are not there, with who points at them. */
  *dangling(): Generator<{ ref: string; from: { source: number; type: string }[] }> {
    for (const node of this.relations.dangling())
      yield { ref: this.#documents.ref(node), from: this.relations.incoming(node) };
  }

  /** What matches; with `within`, only what is in it as well. */
  search(filter?: Filter, text?: TextFilter, within?: Bitmap): Found {
    if (within) {
      const members = this.search(filter, text).members.and(within);
      return { members, count: members.count() };
    }
    if (!filter && !text) return { members: this.present, count: this.#count };
    const name = JSON.stringify([filter, text]);
    const known = this.#results.get(name);
    if (known) return known;
    if (filter) checkSize(filter);
    let members = filter ? evaluate(filter, this) : this.present;
    if (text)
      members = members.and(
        containing(
          text.term.toLowerCase(),
          text.fields.map((field) => field.toLowerCase()),
          this,
        ),
      );
    const found = { members, count: members.count() };
    if (name.length <= longestName) this.#results.set(name, found);
    return found;
  }

  /** Each value of a field and how many of the entities that the filters ask for have it, by value ascending. */
  facet(field: string, filter?: Filter, text?: TextFilter, within?: Bitmap): FacetValue[] {
    const name = JSON.stringify([field, filter, text]);
    const known = within ? undefined : this.#facets.get(name);
    if (known) return known;
    const counts = this.#counts(field.toLowerCase(), this.search(filter, text, within).members);
    const facet = [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => (a.value < b.value ? -1 : 1));
    if (!within && name.length <= longestName) this.#facets.set(name, facet);
    return facet;
  }

  /** The order of a field (`undefined`: by ref). Documents that lack the field are not in it. */
  order(field: string | undefined, descending = false): Order {
    const key = field?.toLowerCase();
    const name = `${descending ? '-' : '+'}${key ?? ''}`;
    const known = this.#orders.get(name);
    if (known) return known.order;
    const needsColumn = key !== undefined && key !== uidKey;
    const isKeptUp = !needsColumn || this.column(key) !== undefined;
    const placeOf = (document: number) => this.#place(document, key);
    const order = new Order(placeOf, descending, this.#documents.size);
    this.#orders.set(name, { order, isKeptUp });
    return order;
  }

  /** Where a document stands in the order of a field (`undefined`: by ref). */
  place(document: number, field: string | undefined): Place | undefined {
    return this.#place(document, field?.toLowerCase());
  }

  /** @internal */
  column(key: string): Column | undefined {
    const id = this.#keys.find(key);
    if (id === 0) return undefined;
    const known = this.#columns.get(id);
    if (known && !known.isWasteful) return known;
    const column = new Column(this.#values, this.#rows, id, this.#documents.size);
    this.#columns.set(id, column);
    return column;
  }

  /** As `column`, for the innermost loops: without counting as a use. */
  #quickColumn(key: string): Column | undefined {
    return this.#columns.peek(this.#keys.find(key)) ?? this.column(key);
  }

  #put({ ref, uid, recordId, hash, state, entity }: IndexedEntity): void {
    const document = this.#documents.intern(ref);
    if (!this.isPresent(document)) this.#count++;
    this.#unplace(document);
    this.#setRow(document, rowOf(entity, uid, state, this.#keys, this.#values));
    this.#documents.put(document, { uid, recordId, hash, state });
    this.relations.replace(document, this.#edgesOf(entity));
    this.relations.noticePresence(document);
    this.#placeAgain(document);
  }

  #remove(ref: string): void {
    const document = this.#documents.find(ref);
    if (document === undefined) return;
    this.#count--;
    this.#unplace(document);
    this.#setRow(document, []);
    this.relations.replace(document, []);
    this.#documents.remove(document);
    this.relations.noticePresence(document);
  }

  #changed(): void {
    this.#version++;
    this.#results.clear();
    this.#facets.clear();
    for (const [name, { isKeptUp }] of this.#orders.entries()) if (!isKeptUp) this.#orders.delete(name);
  }

  #unplace(document: number): void {
    if (!this.isPresent(document)) return;
    for (const { order } of this.#orders.values()) order.remove(document);
  }

  #placeAgain(document: number): void {
    for (const { order } of this.#orders.values()) order.insert(document);
  }

  #setRow(document: number, row: readonly number[]): void {
    this.#rows.set(document, row);
    for (const [key, column] of this.#columns.entries()) {
      const values: number[] = [];
      for (let at = 0; at < row.length; at += 2) if (row[at] === key) values.push(row[at + 1]!);
      if (values.length || column.has(document)) column.update(document, values);
    }
  }

  #place(document: number, key: string | undefined): Place | undefined {
    if (!this.isPresent(document)) return undefined;
    const tie = this.#documents.uid(document);
    if (key === undefined) return { value: this.#documents.ref(document), tie };
    if (key === uidKey) return { value: tie, tie };
    const type = relationTypeOf(key);
    const value =
      type === undefined ? this.#quickColumn(key)?.smallest(document) : this.relations.smallest(type, document);
    if (value !== undefined) return { value, tie };
    return itemMembers(key, this)?.has(document) ? { value: 'true', tie } : undefined;
  }

  #counts(key: string, documents: Bitmap): Map<string, number> {
    const type = relationTypeOf(key);
    if (type !== undefined) return this.relations.counts(type, documents);
    const column = this.column(key);
    const counts = column?.counts(documents) ?? new Map<string, number>();
    const items = itemMembers(key, this)?.and(documents);
    const added = items ? items.without(column?.where('=true', (text) => text === 'true') ?? new Bitmap()).count() : 0;
    if (added) counts.set('true', (counts.get('true') ?? 0) + added);
    return counts;
  }

  /** Closes gaps, and forgets texts that no row holds any more. */
  #compact(): void {
    const values = new StringTable();
    this.#rows.compact((value) => (value === 0 ? 0 : values.intern(this.#values.text(value))));
    this.#values = values;
    this.#columns.clear();
    this.#orders.clear();
  }
}
