/** Ways through the graph in memory that pages about one entity need. */
import type { CatalogIndex } from '../index/catalog-index.ts';

/** Calls `visit` with every relation of a node and its name from the other side, in whichever of two files it stands; the same one may come twice. */
export function forEachRelated(
  index: CatalogIndex,
  node: number,
  visit: (type: string, other: number, back: string) => void,
): void {
  index.relations.forEachAt(node, (source, forward, reverse, target) => {
    if (source === node) visit(forward, target, reverse);
    if (target === node) visit(reverse, source, forward);
  });
}

/** The nodes to which a node has a relation of the type, each once. */
export function related(index: CatalogIndex, node: number, type: string): number[] {
  const found = new Set<number>();
  forEachRelated(index, node, (each, other) => {
    if (each === type && other !== node) found.add(other);
  });
  return [...found];
}

/** A node and all that is reached from it by relations of the type, nearest first. */
export function reached(index: CatalogIndex, node: number, type: string): number[] {
  const found = new Set([node]);
  // A set that grows while it is walked through gives the new members as well.
  for (const each of found) for (const other of related(index, each, type)) found.add(other);
  return [...found];
}

const mostSteps = 8;

/** The way upwards: from the outermost whole to the one right above the node; circles end it. */
export function pathTo(index: CatalogIndex, node: number, types: readonly string[]): number[] {
  const path: number[] = [];
  for (let at = node; path.length < mostSteps;) {
    const [next] = types
      .flatMap((type) => related(index, at, type).sort((a, b) => (index.ref(a) < index.ref(b) ? -1 : 1)))
      .filter((one) => one !== node && !path.includes(one));
    if (next === undefined) break;
    path.unshift(next);
    at = next;
  }
  return path;
}
