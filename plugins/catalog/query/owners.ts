import type { CatalogIndex } from '../index/catalog-index.ts';

/** More teams than anybody belongs to, with all below them. */
const mostOwners = 2000;
/** Relations that lead to further owners: the teams of a person, the teams below a team. */
const onwards = new Set(['memberOf', 'parentOf']);

/** Everybody whose things belong to the given people and teams: they themselves, the teams that they are in, and every team below those. */
export function ownersOf(index: CatalogIndex, refs: readonly string[]): string[] {
  const owners = new Set(refs.map((ref) => ref.toLowerCase()));
  for (const owner of owners) {
    const document = index.find(owner);
    if (document === undefined) continue;
    for (const { type, targetRef } of index.relationsOf(document)) {
      if (owners.size >= mostOwners) return [...owners];
      if (onwards.has(type)) owners.add(targetRef.toLowerCase());
    }
  }
  return [...owners];
}

/** Whether the entity is one of these owners or belongs to one. Of what is gone nobody knows any more whose it was. */
export function isOwned(index: CatalogIndex, ref: string, owners: ReadonlySet<string>): boolean {
  if (owners.has(ref)) return true;
  const document = index.find(ref);
  if (document === undefined) return false;
  return index.relationsOf(document).some(({ type, targetRef }) => type === 'ownedBy' && owners.has(targetRef));
}
