/** The part of the service `catalog` that deployments use. */
export interface Catalog {
  readonly graph: {
    node(ref: string): number | undefined;
    ref(node: number): string;
    isPresent(node: number): boolean;
    search(filter: string): number[];
  };
}

export function isPresent({ graph }: Catalog, ref: string): boolean {
  const node = graph.node(ref);
  return node !== undefined && graph.isPresent(node);
}
