import type { GraphAnswer as Subgraph } from '../graph/subgraph.ts';

export type { Described } from '../graph/describe.ts';
export type { GraphEdge, GraphNode } from '../graph/subgraph.ts';
export type { DomainItem as DomainFacts, SystemItem as SystemFacts, Page } from '../map/domains.ts';
export type { GroupItem } from '../map/group-item.ts';
export type { Count } from '../map/parts.ts';

export interface GraphAnswer extends Subgraph {
  /** Roots that are not in the catalog, and that nothing points at. */
  unknown: string[];
}
