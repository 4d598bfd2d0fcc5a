/** Lines: the edges of the graph, each once and always read in the same direction, whichever of the two files says it. */
import type { CatalogGraph } from '../catalog-graph.ts';

export interface Line {
  source: number;
  target: number;
  /** What the source is to the target, and back. */
  type: string;
  reverse: string;
}

/** Of each pair, the name under which it is read: from what needs or belongs to what is needed or holds. */
const leading = new Set(['ownedBy', 'partOf', 'memberOf', 'childOf', 'dependsOn', 'providesApi', 'consumesApi']);

/** Every line at a node, whichever end the node is. */
export function linesAt(graph: CatalogGraph, node: number): Line[] {
  const lines: Line[] = [];
  const seen = new Set<number>();
  const numbers = new Map<string, number>();
  graph.forEachEdge(node, (source, forward, reverse, target) => {
    const line = inReadingOrder(source, forward, reverse, target);
    const name = `${line.type} ${line.reverse}`;
    const type = numbers.get(name) ?? numbers.size;
    numbers.set(name, type);
    const other = source === node ? target : source;
    // Exact as long as there are fewer than 2^40 nodes and 4,096 types.
    const key = (other * 2 + (line.source === node ? 1 : 0)) * 4096 + type;
    if (seen.has(key)) return;
    seen.add(key);
    lines.push(line);
  });
  return lines;
}

function inReadingOrder(source: number, forward: string, reverse: string, target: number): Line {
  const turned = leading.has(reverse) === leading.has(forward) ? reverse < forward : leading.has(reverse);
  return turned
    ? { source: target, target: source, type: reverse, reverse: forward }
    : { source, target, type: forward, reverse };
}

/** The other end of a line. */
export function otherEnd(line: Line, node: number): number {
  return line.source === node ? line.target : line.source;
}
