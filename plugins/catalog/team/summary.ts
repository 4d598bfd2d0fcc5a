/** What the page of a team or a person begins with: counts and short lists, whatever its size. */
import type { Bitmap } from '../index/bitmap.ts';
import type { CatalogIndex } from '../index/catalog-index.ts';
import { LastUsed } from '../index/lru.ts';
import { byTitle, kindOf, namedOf, type Named } from '../related/rows.ts';
import { pathTo, reached, related } from '../related/walk.ts';
import { teamLinks, type Direction, type TeamLinks } from './dependencies.ts';
import { membersOf, roleOf } from './members.ts';
import { ownedBy, ownedGroups, ownersOf, type OwnedGroup } from './owned.ts';

export interface TeamItem extends Named {
  type?: string;
  /** People, things and teams, each with those of the teams below. */
  members: number;
  owned: number;
  teams: number;
}

export interface TeamSummary extends Record<Direction, TeamLinks> {
  /** All whose things are counted, when they are few enough to be named in an address. */
  owners?: string[];
  path: Named[];
  teams: { total: number; below: number; items: TeamItem[] };
  /** Of a person: the teams that they are in. */
  memberOf: TeamItem[];
  role?: string;
  members: { direct: number; all: number };
  owned: { direct: number; all: number; groups: OwnedGroup[] };
  domains: { total: number; items: (Named & { count: number })[] };
}

const mostTeams = 100;
const mostOwnersNamed = 30;
/** Summaries that are kept until something changes. */
const mostKept = 200;
const mostDomains = 20;

/** Summaries as they are asked for, each made once per state of the index. */
export function teamSummaries(index: CatalogIndex): (node: number) => TeamSummary {
  const kept = new LastUsed<number, { version: number; summary: TeamSummary }>(mostKept);
  return (node) => {
    const known = kept.get(node);
    if (known?.version === index.version) return known.summary;
    const summary = teamSummary(index, node);
    kept.set(node, { version: index.version, summary });
    return summary;
  };
}

export function teamSummary(index: CatalogIndex, node: number): TeamSummary {
  const owners = ownersOf(index, node, 'all');
  const all = ownedBy(index, owners);
  const direct = ownedBy(index, [node]);
  const children = byTitle(index, related(index, node, 'parentOf'));
  const role = roleOf(index, node);
  return {
    ...(owners.length <= mostOwnersNamed && { owners: owners.map((owner) => index.ref(owner)) }),
    path: pathTo(index, node, ['childOf']).map((each) => namedOf(index, each)),
    teams: {
      total: children.length,
      below: reached(index, node, 'parentOf').length - 1,
      items: children.slice(0, mostTeams).map((child) => teamItem(index, child)),
    },
    memberOf: byTitle(index, related(index, node, 'memberOf'))
      .slice(0, mostTeams)
      .map((team) => teamItem(index, team)),
    ...(role !== undefined && { role }),
    members: { direct: membersOf(index, node, 'direct').size, all: membersOf(index, node, 'all').size },
    owned: { direct: direct.count(), all: all.count(), groups: ownedGroups(index, all, direct) },
    domains: domainsOf(index, all),
    ...teamLinks(index, all, new Set(owners)),
  };
}

function teamItem(index: CatalogIndex, team: number): TeamItem {
  const type = index.value(team, 'spec.type');
  return {
    ...namedOf(index, team),
    ...(type !== undefined && { type }),
    members: membersOf(index, team, 'all').size,
    owned: ownedBy(index, ownersOf(index, team, 'all')).count(),
    teams: reached(index, team, 'parentOf').length - 1,
  };
}

/** The outermost wholes that things belong to, and how many of the things do. */
function domainsOf(index: CatalogIndex, owned: Bitmap): TeamSummary['domains'] {
  const tops = new Map<number, number | undefined>();
  const topOf = (node: number): number | undefined => {
    if (tops.has(node)) return tops.get(node);
    tops.set(node, undefined);
    const isTop = kindOf(index.ref(node)) === 'domain';
    const above = related(index, node, 'partOf')
      .map(topOf)
      .find((each) => each !== undefined);
    const top = above ?? (isTop ? node : undefined);
    tops.set(node, top);
    return top;
  };
  const counts = new Map<number, number>();
  owned.forEach((node) => {
    const top = topOf(node);
    if (top !== undefined) counts.set(top, (counts.get(top) ?? 0) + 1);
  });
  const items = [...counts].sort((a, b) => b[1] - a[1]).map(([top, count]) => ({ ...namedOf(index, top), count }));
  return { total: items.length, items: items.slice(0, mostDomains) };
}
