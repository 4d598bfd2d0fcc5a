/** What belongs to what: the lines `partOf`, from the parts to the whole. */
import type { CatalogGraph } from '../catalog-graph.ts';
import { linesAt } from '../graph/lines.ts';
import { kindOf } from '../graph/walk.ts';

/** How many entities there are of a kind, of components by their type. */
export interface Count {
  kind: string;
  type?: string;
  count: number;
}

/** What is directly part of an entity. */
export function partsOf(graph: CatalogGraph, node: number): number[] {
  return linesAt(graph, node)
    .filter(({ type, source, target }) => type === 'partOf' && target === node && graph.isPresent(source))
    .map(({ source }) => source);
}

/** What an entity is part of, where it is there. */
export function wholesOf(graph: CatalogGraph, node: number): number[] {
  return linesAt(graph, node)
    .filter(({ type, source, target }) => type === 'partOf' && source === node && graph.isPresent(target))
    .map(({ target }) => target);
}

/** Everything below an entity, at any depth, each once. */
export function contents(graph: CatalogGraph, node: number): number[] {
  const found = new Set([node]);
  for (const each of found) for (const part of partsOf(graph, each)) found.add(part);
  found.delete(node);
  return [...found];
}

/** Most first. */
export function countParts(graph: CatalogGraph, nodes: readonly number[]): Count[] {
  const counts = new Map<string, Count>();
  for (const node of nodes) {
    const kind = kindOf(graph, node);
    const type = kind === 'component' ? graph.value(node, 'spec.type')?.toLowerCase() : undefined;
    const key = `${kind} ${type ?? ''}`;
    const counted = counts.get(key) ?? { kind, ...(type !== undefined && { type }), count: 0 };
    counted.count++;
    counts.set(key, counted);
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.kind + a.type < b.kind + b.type ? -1 : 1));
}

export function byRef(graph: CatalogGraph, nodes: readonly number[]): number[] {
  return nodes
    .map((node) => ({ node, ref: graph.ref(node) }))
    .sort((a, b) => (a.ref < b.ref ? -1 : 1))
    .map(({ node }) => node);
}
