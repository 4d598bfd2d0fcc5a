/** The part of the service `catalog` that upkeep uses. */
import type { Change, Entity, Relation } from '@callboard/plugin/server';

export interface Catalog {
  get(ref: string): Promise<Entity | undefined>;
  relations(ref: string): Relation[];
  readonly graph: {
    node(ref: string): number | undefined;
    isPresent(node: number): boolean;
  };
  onChange(listener: (changes: Change[]) => void): () => void;
}

export function isPresent(catalog: Catalog, ref: string): boolean {
  const node = catalog.graph.node(ref);
  return node !== undefined && catalog.graph.isPresent(node);
}

/** More teams than anybody belongs to, with all below them. */
const mostOwners = 2000;
const onwards = new Set(['memberOf', 'parentOf']);

/** Everybody whose things belong to the given people and teams: they themselves, their teams, and every team below those. */
export function ownersOf(catalog: Catalog, refs: readonly string[]): Set<string> {
  const owners = new Set(refs.map((ref) => ref.toLowerCase()));
  for (const owner of owners) {
    for (const { type, targetRef } of catalog.relations(owner)) {
      if (owners.size >= mostOwners) return owners;
      if (onwards.has(type)) owners.add(targetRef);
    }
  }
  return owners;
}
