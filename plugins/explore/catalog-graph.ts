/** What Explore needs of the service `catalog`. */

/** The graph in memory. Nodes are numbers: every ref that is there, and every one that is only pointed at. */
export interface CatalogGraph {
  node(ref: string): number | undefined;
  ref(node: number): string;
  isPresent(node: number): boolean;
  search(filter: string): number[];
  forEachEdge(node: number, visit: (source: number, forward: string, reverse: string, target: number) => void): void;
  value(node: number, field: string): string | undefined;
}

export interface CatalogService {
  readonly graph: CatalogGraph;
  get(ref: string): Promise<{ metadata: { description?: string } } | undefined>;
  /** @returns stops it */
  onChange(listener: () => void): () => void;
}
