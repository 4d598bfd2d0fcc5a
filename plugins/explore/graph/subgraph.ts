/** What a page draws of a walk: bounded, and saying in numbers what is not in it. */
import type { CatalogGraph } from '../catalog-graph.ts';
import { describe, type Described } from './describe.ts';
import { linesAt, otherEnd, type Line } from './lines.ts';
import { kindOf, passes, reach, type Reach, type WalkOptions } from './walk.ts';

/** More than this is no picture any more, and no list that anybody reads. */
export const mostNodes = 2000;
const mostEdges = 10_000;

export interface GraphNode extends Described {
  /** Steps from the nearest start. */
  distance: number;
  /** How many of its neighbours are not in the answer. */
  hidden: number;
}

export interface GraphEdge {
  source: string;
  target: string;
  /** What the source is to the target, and back. */
  type: string;
  reverse: string;
}

export interface GraphAnswer {
  nodes: GraphNode[];
  edges: GraphEdge[];
  /** How many nodes are within reach. */
  total: number;
  /** What is left out, and why. */
  cut: {
    /** Nodes within reach that are more than asked for. */
    nodes: number;
    /** Nodes one step beyond the depth. */
    beyond: number;
    /** Neighbours within the depth that kinds, relations or flow keep out. */
    filtered: number;
    /** Lines between nodes that are shown: of relations that are filtered out; not needed to reach anything; more than an answer takes. */
    filteredEdges: number;
    simplifiedEdges: number;
    edges: number;
  };
  facets: { kinds: { kind: string; count: number }[]; relations: { type: string; reverse: string; count: number }[] };
}

export interface SubgraphOptions extends WalkOptions {
  /** Nodes; at most {@link mostNodes}. */
  limit: number;
  /** Only the lines over which a node was reached first. */
  simplify: boolean;
}

export function subgraph(graph: CatalogGraph, options: SubgraphOptions): GraphAnswer {
  const reached = reach(graph, options);
  const total = reached.distance.size;
  const shown = new Set([...reached.distance.keys()].slice(0, Math.min(options.limit, mostNodes)));
  const { lines, filteredEdges, simplifiedEdges } = linesAmong(graph, shown, reached, options);
  return {
    nodes: [...shown].map((node) => drawn(graph, node, reached.distance.get(node) ?? 0, shown)),
    edges: lines.slice(0, mostEdges).map(({ source, target, type, reverse }) => ({
      source: graph.ref(source),
      target: graph.ref(target),
      type,
      reverse,
    })),
    total,
    cut: {
      nodes: total - shown.size,
      beyond: reached.beyond.size,
      filtered: reached.filtered.size,
      filteredEdges,
      simplifiedEdges,
      edges: Math.max(0, lines.length - mostEdges),
    },
    facets: {
      kinds: countKinds(graph, options.kinds.size ? reach(graph, { ...options, kinds: new Set() }) : reached),
      relations: countRelations(
        graph,
        options.relations.size ? reach(graph, { ...options, relations: new Set() }) : reached,
      ),
    },
  };
}

function linesAmong(graph: CatalogGraph, shown: Set<number>, { from }: Reach, options: SubgraphOptions) {
  const lines: Line[] = [];
  let filteredEdges = 0;
  let simplifiedEdges = 0;
  for (const node of shown) {
    for (const line of linesAt(graph, node)) {
      // A line between two nodes is met at both; it counts at its source.
      if (line.source !== node || !shown.has(line.target)) continue;
      if (!passes(line, options)) filteredEdges++;
      else if (options.simplify && from.get(line.target) !== node && from.get(node) !== line.target) simplifiedEdges++;
      else lines.push(line);
    }
  }
  return { lines, filteredEdges, simplifiedEdges };
}

function drawn(graph: CatalogGraph, node: number, distance: number, shown: Set<number>): GraphNode {
  const lines = linesAt(graph, node);
  const others = new Set(lines.map((line) => otherEnd(line, node)).filter((other) => !shown.has(other)));
  return { ...describe(graph, node, lines), distance, hidden: others.size };
}

function countKinds(graph: CatalogGraph, { distance }: Reach) {
  const counts = new Map<string, number>();
  for (const node of distance.keys()) {
    const kind = kindOf(graph, node);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => ({ kind, count })).sort((a, b) => compare(a.kind, b.kind));
}

function countRelations(graph: CatalogGraph, { distance }: Reach) {
  const counts = new Map<string, { type: string; reverse: string; count: number }>();
  for (const node of distance.keys()) {
    for (const { source, target, type, reverse } of linesAt(graph, node)) {
      if (source !== node || !distance.has(target)) continue;
      const name = `${type} ${reverse}`;
      const counted = counts.get(name) ?? { type, reverse, count: 0 };
      counted.count++;
      counts.set(name, counted);
    }
  }
  return [...counts.values()].sort((a, b) => compare(a.type, b.type) || compare(a.reverse, b.reverse));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
