/** A small graph for tests, written as `a dependsOn/dependencyOf b`. */
import type { CatalogGraph } from '../catalog-graph.ts';

interface Fields {
  [field: string]: string;
}

/**
 * @param edges one per line, as a file says it: source, both names, target. A name without a kind is a component's.
 * @param entities fields of those that are there; absent: all are
 */
export function memoryGraph(edges: string, entities?: Record<string, Fields>): CatalogGraph {
  const numbers = new Map<string, number>();
  const refs: string[] = [];
  function intern(name: string): number {
    const ref = refOf(name);
    const known = numbers.get(ref);
    if (known !== undefined) return known;
    numbers.set(ref, refs.length);
    refs.push(ref);
    return refs.length - 1;
  }
  const stored = edges
    .split('\n')
    .map((line) => line.trim().split(/[\s/]+/))
    .filter((parts) => parts.length === 4)
    .map(([source, forward, reverse, target]) => ({
      source: intern(source!),
      forward: forward!,
      reverse: reverse!,
      target: intern(target!),
    }));
  const fields = entities && new Map(Object.entries(entities).map(([name, each]) => [intern(name), each]));
  const isPresent = (node: number) => fields?.has(node) ?? true;
  return {
    node: (ref) => numbers.get(ref),
    ref: (node) => refs[node]!,
    isPresent,
    search: (filter) =>
      refs.flatMap((ref, node) =>
        ref.startsWith(`${filter.slice('kind='.length)}:`) && isPresent(node) ? [node] : [],
      ),
    forEachEdge(node, visit) {
      for (const { source, forward, reverse, target } of stored)
        if (source === node || target === node) visit(source, forward, reverse, target);
    },
    value: (node, field) => fields?.get(node)?.[field],
  };
}

export function refOf(name: string): string {
  const [kind, plain] = name.includes(':') ? name.split(':') : ['component', name];
  return `${kind}:default/${plain}`;
}
