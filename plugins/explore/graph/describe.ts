import type { CatalogGraph } from '../catalog-graph.ts';
import { linesAt, type Line } from './lines.ts';
import { kindOf } from './walk.ts';

/** What a picture or a list says of an entity. */
export interface Described {
  ref: string;
  /** Lower case. */
  kind: string;
  /** It is pointed at, and not in the catalog. */
  missing?: true;
  title?: string;
  type?: string;
  lifecycle?: string;
  owner?: string;
  ownerTitle?: string;
}

export function describe(graph: CatalogGraph, node: number, lines: readonly Line[] = linesAt(graph, node)): Described {
  const known = { ref: graph.ref(node), kind: kindOf(graph, node) };
  if (!graph.isPresent(node)) return { ...known, missing: true };
  const title = titleAt(graph, node);
  const type = graph.value(node, 'spec.type');
  const lifecycle = graph.value(node, 'spec.lifecycle');
  const owner = lines.find((line) => line.type === 'ownedBy' && line.source === node);
  const ownerTitle = owner && titleAt(graph, owner.target);
  return {
    ...known,
    ...(title !== undefined && { title }),
    ...(type !== undefined && { type }),
    ...(lifecycle !== undefined && { lifecycle }),
    ...(owner && { owner: graph.ref(owner.target) }),
    ...(ownerTitle !== undefined && { ownerTitle }),
  };
}

function titleAt(graph: CatalogGraph, node: number): string | undefined {
  return graph.value(node, 'metadata.title') ?? graph.value(node, 'spec.profile.displayName');
}
