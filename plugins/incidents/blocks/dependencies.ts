/** What an entity cannot do without, and what those cannot do without. */
import type { Catalog } from '../services.ts';

export interface Dependency {
  entityRef: string;
  title: string;
  /** 1: it is needed itself; 2: by something that is. */
  depth: 1 | 2;
  /** The API that it is needed for. */
  api?: string;
  /** Which of the dependencies needs it, at depth 2. */
  through?: string;
  isPresent: boolean;
  owners: string[];
}

type Graph = Catalog['graph'];

const MOST = 100;

/** Whoever provides an API stands for it: an API does not fail, what answers does. */
export function dependenciesOf(ref: string, graph: Graph): Dependency[] {
  const start = graph.node(ref);
  if (start === undefined) return [];
  const seen = new Set([start]);
  const found: Dependency[] = [];
  const walk = (from: number, depth: 1 | 2): number[] => {
    const next: number[] = [];
    for (const { node, api } of needsOf(from, graph)) {
      if (seen.has(node) || found.length >= MOST) continue;
      seen.add(node);
      next.push(node);
      found.push({
        entityRef: graph.ref(node),
        title: graph.value(node, 'metadata.title') ?? graph.value(node, 'metadata.name') ?? nameOf(graph.ref(node)),
        depth,
        ...(api === undefined ? {} : { api: graph.ref(api) }),
        ...(depth === 2 ? { through: graph.ref(from) } : {}),
        isPresent: graph.isPresent(node),
        owners: related(node, 'ownedBy', graph).map((owner) => graph.ref(owner)),
      });
    }
    return next;
  };
  for (const node of walk(start, 1)) walk(node, 2);
  return found;
}

function needsOf(node: number, graph: Graph): { node: number; api?: number }[] {
  const direct = related(node, 'dependsOn', graph).map((other) => ({ node: other }));
  const throughApis = related(node, 'consumesApi', graph).flatMap((api) => {
    const providers = related(api, 'apiProvidedBy', graph);
    return providers.length ? providers.map((provider) => ({ node: provider, api })) : [{ node: api }];
  });
  return [...throughApis, ...direct];
}

function related(node: number, type: string, graph: Graph): number[] {
  const found = new Set<number>();
  graph.forEachEdge(node, (source, forward, reverse, target) => {
    if (source === node && forward === type) found.add(target);
    if (target === node && reverse === type) found.add(source);
  });
  return [...found];
}

function nameOf(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}
