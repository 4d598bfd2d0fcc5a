/** Which teams need each other, because their things do. */
import type { Bitmap } from '../index/bitmap.ts';
import type { CatalogIndex } from '../index/catalog-index.ts';
import { byTitle, namedOf, rowOf, type Named, type Row } from '../related/rows.ts';
import { forEachRelated, related } from '../related/walk.ts';

/** What one thing is to another when it cannot do without it, and the other way round. */
const directions = {
  needs: new Set(['dependsOn', 'consumesApi']),
  neededBy: new Set(['dependencyOf', 'apiConsumedBy']),
};

export type Direction = keyof typeof directions;

export interface TeamLink extends Named {
  /** How many pairs of things make the link. */
  count: number;
}

export interface TeamLinks {
  /** How many teams. */
  total: number;
  items: TeamLink[];
}

const mostTeams = 100;

/** The other teams in both directions, those with most in common first. */
export function teamLinks(
  index: CatalogIndex,
  owned: Bitmap,
  owners: ReadonlySet<number>,
): Record<Direction, TeamLinks> {
  const counts = { needs: new Map<number, number>(), neededBy: new Map<number, number>() };
  forEachLink(index, owned, owners, (direction, _own, _other, team) =>
    counts[direction].set(team, (counts[direction].get(team) ?? 0) + 1),
  );
  return { needs: listed(index, counts.needs), neededBy: listed(index, counts.neededBy) };
}

/** The pairs of things that make one team need another. */
export function teamPairs(
  index: CatalogIndex,
  owned: Bitmap,
  owners: ReadonlySet<number>,
  { direction, team, offset, limit }: { direction: Direction; team: number; offset: number; limit: number },
): { total: number; items: { own: Row; other: Row }[] } {
  const pairs = new Map<number, number[]>();
  forEachLink(index, owned, owners, (each, own, other, theirs) => {
    if (each !== direction || theirs !== team) return;
    pairs.set(own, [...(pairs.get(own) ?? []), other]);
  });
  const all = byTitle(index, [...pairs.keys()]).flatMap((own) =>
    byTitle(index, pairs.get(own)!).map((other) => ({ own, other })),
  );
  const row = (node: number) => rowOf(index, node, related(index, node, 'ownedBy'));
  return {
    total: all.length,
    items: all.slice(offset, offset + limit).map(({ own, other }) => ({ own: row(own), other: row(other) })),
  };
}

function forEachLink(
  index: CatalogIndex,
  owned: Bitmap,
  owners: ReadonlySet<number>,
  visit: (direction: Direction, own: number, other: number, team: number) => void,
): void {
  const known = new Map<number, number[]>();
  const teamsOf = (node: number) => {
    const teams = known.get(node) ?? related(index, node, 'ownedBy');
    known.set(node, teams);
    return teams;
  };
  owned.forEach((own) => {
    const seen = { needs: new Set<number>(), neededBy: new Set<number>() };
    forEachRelated(index, own, (type, other) => {
      const direction = directions.needs.has(type) ? 'needs' : directions.neededBy.has(type) ? 'neededBy' : undefined;
      if (!direction || seen[direction].has(other)) return;
      seen[direction].add(other);
      const teams = teamsOf(other);
      if (teams.some((team) => owners.has(team))) return;
      for (const team of teams) visit(direction, own, other, team);
    });
  });
}

function listed(index: CatalogIndex, counts: Map<number, number>): TeamLinks {
  const items = [...counts]
    .sort((a, b) => b[1] - a[1] || (index.ref(a[0]) < index.ref(b[0]) ? -1 : 1))
    .slice(0, mostTeams)
    .map(([team, count]) => ({ ...namedOf(index, team), count }));
  return { total: counts.size, items };
}
