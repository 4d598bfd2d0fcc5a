/** A walk through the graph from some entities: breadth first, the same one each time, and everything that it leaves out is counted. */
import type { CatalogGraph } from '../catalog-graph.ts';
import { linesAt, otherEnd, type Line } from './lines.ts';

export interface WalkOptions {
  roots: readonly number[];
  /** Steps from the roots; `Infinity` for all that hangs together with them. */
  depth: number;
  /** Only nodes of these kinds (lower case) are shown and walked through; all when empty. Roots always are. */
  kinds: ReadonlySet<string>;
  /** Only lines of these types, named from either end, are shown and followed; all when empty. */
  relations: ReadonlySet<string>;
  /** `out` follows lines from their source to their target alone, `in` the other way. */
  flow: 'both' | 'out' | 'in';
}

/** Which nodes a walk reaches, in the order in which it does. */
export interface Reach {
  /** Node → steps from the nearest root. */
  distance: Map<number, number>;
  /** Node → the node from which it was reached first. */
  from: Map<number, number>;
  /** Nodes one step further than the depth. */
  beyond: Set<number>;
  /** Neighbours within the depth that kinds, relations or flow keep out. */
  filtered: Set<number>;
}

export function kindOf(graph: CatalogGraph, node: number): string {
  const ref = graph.ref(node);
  return ref.slice(0, ref.indexOf(':'));
}

export function passes(line: Line, { relations }: Pick<WalkOptions, 'relations'>): boolean {
  return relations.size === 0 || relations.has(line.type) || relations.has(line.reverse);
}

export function reach(graph: CatalogGraph, options: WalkOptions): Reach {
  const { roots, depth } = options;
  const distance = new Map(roots.map((root) => [root, 0]));
  const from = new Map<number, number>();
  const beyond = new Set<number>();
  const filtered = new Set<number>();
  // A map keeps the order of its entries and may grow while it is gone through: it is the queue.
  for (const [node, steps] of distance) {
    for (const other of neighbours(graph, node, options, steps < depth ? filtered : undefined)) {
      if (distance.has(other)) continue;
      if (steps >= depth) beyond.add(other);
      else {
        distance.set(other, steps + 1);
        from.set(other, node);
      }
    }
  }
  for (const node of distance.keys()) {
    beyond.delete(node);
    filtered.delete(node);
  }
  for (const node of beyond) filtered.delete(node);
  return { distance, from, beyond, filtered };
}

/** Where one can go from a node, by ref; those that the options keep out are added to `filtered`. */
function neighbours(
  graph: CatalogGraph,
  node: number,
  options: WalkOptions,
  filtered: Set<number> | undefined,
): number[] {
  const found = new Set<number>();
  for (const line of linesAt(graph, node)) {
    const other = otherEnd(line, node);
    if (other === node) continue;
    if (mayFollow(graph, node, line, options)) found.add(other);
    else filtered?.add(other);
  }
  return [...found]
    .map((other) => ({ other, ref: graph.ref(other) }))
    .sort((a, b) => (a.ref < b.ref ? -1 : 1))
    .map(({ other }) => other);
}

function mayFollow(graph: CatalogGraph, node: number, line: Line, options: WalkOptions): boolean {
  const { kinds, flow } = options;
  if (!passes(line, options)) return false;
  if (flow !== 'both' && (line.source === node) !== (flow === 'out')) return false;
  return kinds.size === 0 || kinds.has(kindOf(graph, otherEnd(line, node)));
}
