import type { Relation } from '@callboard/plugin/server';
import { Bitmap } from './bitmap.ts';
import type { DocumentTable } from './documents.ts';
import { compareRelations, EdgeStore, type EdgeDraft } from './edges.ts';
import type { Section, Unpacker } from './packing.ts';
import { StringTable } from './strings.ts';

/** An edge as the model derives it from an entity. */
export interface DerivedEdge {
  type: string;
  reverse: string;
  targetRef: string;
}

/** The graph: every edge both ways, and which refs are pointed at without being there. */
export class RelationIndex {
  readonly #documents: DocumentTable;
  readonly #edges = new EdgeStore();
  readonly #types = new StringTable();
  readonly #dangling = new Set<number>();

  constructor(documents: DocumentTable) {
    this.#documents = documents;
  }

  /** Replaces the edges that an entity says. */
  replace(source: number, derived: readonly DerivedEdge[]): void {
    const drafts: EdgeDraft[] = derived.map((edge) => ({
      forward: this.#types.intern(edge.type),
      reverse: this.#types.intern(edge.reverse),
      target: this.#documents.intern(edge.targetRef),
    }));
    const touched: number[] = [];
    this.#edges.replace(source, drafts, (target) => touched.push(target));
    for (const target of touched) {
      this.#documents.touch(target);
      this.noticePresence(target);
    }
  }

  /** To be called when a ref has come or gone. */
  noticePresence(node: number): void {
    if (!this.#documents.present.has(node) && this.#edges.hasIncoming(node)) this.#dangling.add(node);
    else this.#dangling.delete(node);
  }

  /** Refs that something points at and that are not there. */
  dangling(): Iterable<number> {
    return this.#dangling;
  }

  /** Who points at a node, and as what. */
  incoming(node: number): { source: number; type: string }[] {
    const found: { source: number; type: string }[] = [];
    this.#edges.forEachIncoming(node, (source, forward) => found.push({ source, type: this.#types.text(forward) }));
    return found;
  }

  /** Calls `visit` with every edge at a node, as it was said: its source, both its names, its target. */
  forEachAt(node: number, visit: (source: number, forward: string, reverse: string, target: number) => void): void {
    this.#edges.forEachAt(node, (source, forward, reverse, target) =>
      visit(source, this.#types.text(forward), this.#types.text(reverse), target),
    );
  }

  /** Relations of an entity as it lists them: sorted, each once. */
  of(document: number): Relation[] {
    const relations: Relation[] = [];
    this.#edges.forEach(document, (type, other) =>
      relations.push({ type: this.#types.text(type), targetRef: this.#documents.ref(other) }),
    );
    relations.sort(compareRelations);
    return relations.filter((relation, at) => at === 0 || compareRelations(relation, relations[at - 1]!) !== 0);
  }

  /** Documents with a relation of the type (lower case) to a ref that passes; to any when there is no test. */
  where(type: string, test?: (ref: string) => boolean): Bitmap {
    const wanted = this.#typeIds(type);
    const members = new Bitmap(this.#documents.size);
    if (!wanted.size) return members;
    const passes = (node: number) => !test || test(this.#documents.ref(node));
    this.#edges.forEachEdge(this.#documents.size, (source, forward, reverse, target) => {
      if (wanted.has(forward) && passes(target)) members.add(source);
      if (wanted.has(reverse) && passes(source)) members.add(target);
    });
    return members.and(this.#documents.present);
  }

  /** Documents with a relation of the type (lower case) to one ref. */
  to(type: string, ref: string): Bitmap {
    const wanted = this.#typeIds(type);
    const members = new Bitmap(this.#documents.size);
    const node = this.#documents.node(ref);
    if (node === undefined || !wanted.size) return members;
    // Who has `type` towards the node is whom the node has the opposite towards; each edge knows both its names.
    this.#edges.forEachAround(node, (other, typeTowardsNode) => {
      if (wanted.has(typeTowardsNode)) members.add(other);
    });
    return members.and(this.#documents.present);
  }

  /** How many of the documents have a relation of the type (lower case) to each ref. */
  counts(type: string, documents: Bitmap): Map<string, number> {
    const wanted = this.#typeIds(type);
    const totals = new Uint32Array(this.#documents.size);
    /** Which document was counted last for a ref: two files may say the same relation. */
    const counted = new Uint32Array(this.#documents.size);
    const found = new Set<number>();
    if (wanted.size) {
      documents.forEach((document) => {
        this.#edges.forEach(document, (each, other) => {
          if (counted[other] === document || !wanted.has(each)) return;
          counted[other] = document;
          if (totals[other]!++ === 0) found.add(other);
        });
      });
    }
    return new Map([...found].map((node) => [this.#documents.ref(node), totals[node]!]));
  }

  /** The smallest ref that a document has a relation of the type (lower case) to. */
  smallest(type: string, document: number): string | undefined {
    let smallest: string | undefined;
    for (const other of this.#others(document, this.#typeIds(type))) {
      const ref = this.#documents.ref(other);
      if (smallest === undefined || ref < smallest) smallest = ref;
    }
    return smallest;
  }

  *save(): Generator<Section> {
    yield* this.#types.save();
    yield* this.#edges.save();
  }

  /** Becomes what was saved; the documents must be there already. @throws {DamagedFile} */
  restore(from: Unpacker): void {
    this.#types.restore(from);
    this.#edges.restore(from, this.#documents.size, this.#types.size);
    for (let node = 1; node < this.#documents.size; node++) this.noticePresence(node);
  }

  #others(document: number, wanted: Set<number>): Set<number> {
    const others = new Set<number>();
    this.#edges.forEach(document, (type, other) => {
      if (wanted.has(type)) others.add(other);
    });
    return others;
  }

  #typeIds(lower: string): Set<number> {
    const ids = new Set<number>();
    for (let id = 1; id < this.#types.size; id++) if (this.#types.lowerText(id) === lower) ids.add(id);
    return ids;
  }
}
