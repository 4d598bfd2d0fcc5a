import type { Relation } from '@callboard/plugin/server';
import { roomFor, withRoom } from './numbers.ts';
import { check, type Section, type Unpacker } from './packing.ts';

/** An edge as one entity says it: what it is to the target, and what the target is to it. */
export interface EdgeDraft {
  forward: number;
  reverse: number;
  target: number;
}

const none = 0;
/** Numbers that are written of each edge: source, target, both types. */
const savedOfEdge = 4;
/** Edges in a section. */
const sectionEdges = 16_384;

/**
 * Every edge once, threaded into two lists: those that leave a node and those that arrive at it. Edges are numbered from 1; a freed number
 * is used again.
 */
export class EdgeStore {
  #source = new Uint32Array(64);
  #target = new Uint32Array(64);
  #forward = new Uint32Array(64);
  #reverse = new Uint32Array(64);
  #nextOut = new Uint32Array(64);
  #nextIn = new Uint32Array(64);
  #previousIn = new Uint32Array(64);
  #firstOut = new Uint32Array(64);
  #firstIn = new Uint32Array(64);
  #top = 1;
  #free: number = none;

  /** Replaces the edges that leave a node. @returns whether anything changed; `touched` is called with every target before and after */
  replace(source: number, drafts: readonly EdgeDraft[], touched: (target: number) => void): boolean {
    if (this.#isSame(source, drafts)) return false;
    this.#firstOut = withRoom(this.#firstOut, source + 1);
    for (let edge = this.#firstOut[source]!; edge !== none;) {
      const next = this.#nextOut[edge]!;
      this.#unlinkIn(edge);
      touched(this.#target[edge]!);
      this.#nextOut[edge] = this.#free;
      this.#free = edge;
      edge = next;
    }
    this.#firstOut[source] = none;
    for (let at = drafts.length - 1; at >= 0; at--) {
      this.#link(source, drafts[at]!);
      touched(drafts[at]!.target);
    }
    return true;
  }

  hasIncoming(node: number): boolean {
    return (this.#firstIn[node] ?? none) !== none;
  }

  /** Calls `visit` with each relation that a node has, whoever says it: its type and the other node. The same one may come twice. */
  forEach(node: number, visit: (type: number, other: number) => void): void {
    for (let edge = this.#firstOut[node] ?? none; edge !== none; edge = this.#nextOut[edge]!)
      visit(this.#forward[edge]!, this.#target[edge]!);
    for (let edge = this.#firstIn[node] ?? none; edge !== none; edge = this.#nextIn[edge]!)
      visit(this.#reverse[edge]!, this.#source[edge]!);
  }

  /** Calls `visit` with each relation that another node has to this one: the other node and the type. The same one may come twice. */
  forEachAround(node: number, visit: (other: number, type: number) => void): void {
    for (let edge = this.#firstOut[node] ?? none; edge !== none; edge = this.#nextOut[edge]!)
      visit(this.#target[edge]!, this.#reverse[edge]!);
    for (let edge = this.#firstIn[node] ?? none; edge !== none; edge = this.#nextIn[edge]!)
      visit(this.#source[edge]!, this.#forward[edge]!);
  }

  /** Calls `visit` with the edges that arrive at a node. */
  forEachIncoming(node: number, visit: (source: number, forward: number) => void): void {
    for (let edge = this.#firstIn[node] ?? none; edge !== none; edge = this.#nextIn[edge]!)
      visit(this.#source[edge]!, this.#forward[edge]!);
  }

  /** Calls `visit` with every edge at a node, as it was said and once, whichever end the node is. */
  forEachAt(node: number, visit: (source: number, forward: number, reverse: number, target: number) => void): void {
    for (let edge = this.#firstOut[node] ?? none; edge !== none; edge = this.#nextOut[edge]!)
      visit(node, this.#forward[edge]!, this.#reverse[edge]!, this.#target[edge]!);
    for (let edge = this.#firstIn[node] ?? none; edge !== none; edge = this.#nextIn[edge]!)
      if (this.#source[edge] !== node) visit(this.#source[edge]!, this.#forward[edge]!, this.#reverse[edge]!, node);
  }

  /** Calls `visit` for every edge of the nodes below `nodes`. */
  forEachEdge(nodes: number, visit: (source: number, forward: number, reverse: number, target: number) => void): void {
    for (let node = 0; node < Math.min(nodes, this.#firstOut.length); node++) {
      for (let edge = this.#firstOut[node]!; edge !== none; edge = this.#nextOut[edge]!) {
        visit(node, this.#forward[edge]!, this.#reverse[edge]!, this.#target[edge]!);
      }
    }
  }

  /** Edges alone, in the order of their sources; the lists are threaded anew, so that a damaged file cannot lead them in circles. */
  *save(): Generator<Section> {
    const section = new Uint32Array(sectionEdges * savedOfEdge);
    let used = 0;
    for (let source = 0; source < this.#firstOut.length; source++) {
      for (let edge = this.#firstOut[source]!; edge !== none; edge = this.#nextOut[edge]!) {
        section[used++] = source;
        section[used++] = this.#target[edge]!;
        section[used++] = this.#forward[edge]!;
        section[used++] = this.#reverse[edge]!;
        if (used < section.length) continue;
        yield section;
        used = 0;
      }
    }
    yield section.subarray(0, used);
  }

  /**
   * Becomes what was saved.
   * @param nodes one more than the largest number of a node
   * @param types the same of types
   * @throws {DamagedFile}
   */
  restore(from: Unpacker, nodes: number, types: number): void {
    const sections: Uint32Array[] = [];
    for (let isLast = false; !isLast;) {
      const section = from.numbers();
      check(section.length % savedOfEdge === 0, 'an edge is cut off');
      isLast = section.length < sectionEdges * savedOfEdge;
      sections.push(section);
    }
    const edges = sections.reduce((total, { length }) => total + length / savedOfEdge, 0);
    this.#reserve(1 + edges + roomFor(edges));
    this.#firstOut = new Uint32Array(nodes);
    this.#firstIn = new Uint32Array(nodes);
    // Each edge comes to the front of its list, so the last goes first.
    for (const section of sections.reverse()) {
      for (let at = section.length - savedOfEdge; at >= 0; at -= savedOfEdge) {
        const source = section[at]!;
        const target = section[at + 1]!;
        const forward = section[at + 2]!;
        const reverse = section[at + 3]!;
        check(source < nodes && target < nodes && forward < types && reverse < types, 'an edge leads nowhere');
        this.#link(source, { target, forward, reverse });
      }
    }
  }

  #isSame(source: number, drafts: readonly EdgeDraft[]): boolean {
    let edge = this.#firstOut[source] ?? none;
    for (const draft of drafts) {
      if (
        edge === none ||
        this.#target[edge] !== draft.target ||
        this.#forward[edge] !== draft.forward ||
        this.#reverse[edge] !== draft.reverse
      )
        return false;
      edge = this.#nextOut[edge]!;
    }
    return edge === none;
  }

  #link(source: number, { target, forward, reverse }: EdgeDraft): void {
    const edge = this.#allocate();
    this.#firstIn = withRoom(this.#firstIn, target + 1);
    this.#source[edge] = source;
    this.#target[edge] = target;
    this.#forward[edge] = forward;
    this.#reverse[edge] = reverse;
    this.#nextOut[edge] = this.#firstOut[source]!;
    this.#firstOut[source] = edge;
    const next = this.#firstIn[target]!;
    this.#nextIn[edge] = next;
    this.#previousIn[edge] = none;
    if (next !== none) this.#previousIn[next] = edge;
    this.#firstIn[target] = edge;
  }

  #unlinkIn(edge: number): void {
    const previous = this.#previousIn[edge]!;
    const next = this.#nextIn[edge]!;
    if (previous === none) this.#firstIn[this.#target[edge]!] = next;
    else this.#nextIn[previous] = next;
    if (next !== none) this.#previousIn[next] = previous;
  }

  #allocate(): number {
    const edge = this.#free === none ? this.#top : this.#free;
    if (this.#free !== none) {
      this.#free = this.#nextOut[edge]!;
      return edge;
    }
    this.#top++;
    this.#reserve(this.#top);
    return edge;
  }

  #reserve(edges: number): void {
    this.#source = withRoom(this.#source, edges);
    this.#target = withRoom(this.#target, edges);
    this.#forward = withRoom(this.#forward, edges);
    this.#reverse = withRoom(this.#reverse, edges);
    this.#nextOut = withRoom(this.#nextOut, edges);
    this.#nextIn = withRoom(this.#nextIn, edges);
    this.#previousIn = withRoom(this.#previousIn, edges);
  }
}

/** The order in which an entity lists its relations. */
export function compareRelations(a: Relation, b: Relation): number {
  if (a.type !== b.type) return a.type < b.type ? -1 : 1;
  if (a.targetRef !== b.targetRef) return a.targetRef < b.targetRef ? -1 : 1;
  return 0;
}
