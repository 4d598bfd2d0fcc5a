/** The tree of teams. */
import { parseEntityRef, stringifyEntityRef } from '@callboard/plugin/server';
import type { CatalogGraph } from '../catalog-graph.ts';
import { describe } from '../graph/describe.ts';
import { linesAt } from '../graph/lines.ts';
import { kindOf } from '../graph/walk.ts';
import type { GroupItem } from './group-item.ts';
import { byRef } from './parts.ts';

/** As many groups as an answer holds. */
const mostGroups = 10_000;

interface Team {
  node: number;
  parent: number | undefined;
  members: Set<number>;
  owned: Set<number>;
}

export function groups(graph: CatalogGraph): { items: GroupItem[]; total: number } {
  const all = byRef(graph, graph.search('kind=group'));
  const teams = new Map(all.slice(0, mostGroups).map((node) => [node, teamOf(graph, node)]));
  breakCycles(teams);
  const own = new Map([...teams].map(([node, team]) => [node, [team.members.size, team.owned.size] as const]));
  for (const team of deepestFirst(teams)) {
    const above = team.parent === undefined ? undefined : teams.get(team.parent);
    for (const member of team.members) above?.members.add(member);
    for (const owned of team.owned) above?.owned.add(owned);
  }
  const items = [...teams.values()].map(({ node, parent, members, owned }): GroupItem => {
    const lead = leadOf(graph, node);
    const [ownMembers = 0, ownOwned = 0] = own.get(node) ?? [];
    return {
      ...describe(graph, node),
      ...(parent !== undefined && { parent: graph.ref(parent) }),
      members: ownMembers,
      allMembers: members.size,
      owned: ownOwned,
      allOwned: owned.size,
      ...(lead !== undefined && { lead }),
    };
  });
  return { items, total: all.length };
}

function teamOf(graph: CatalogGraph, node: number): Team {
  const team: Team = { node, parent: undefined, members: new Set(), owned: new Set() };
  for (const { type, source, target } of linesAt(graph, node)) {
    if (type === 'childOf' && source === node && target !== node && isGroup(graph, target)) team.parent ??= target;
    if (target !== node || !graph.isPresent(source)) continue;
    if (type === 'memberOf') team.members.add(source);
    if (type === 'ownedBy') team.owned.add(source);
  }
  return team;
}

function isGroup(graph: CatalogGraph, node: number): boolean {
  return graph.isPresent(node) && kindOf(graph, node) === 'group';
}

/** Groups that are each other's parents stand under nothing; the first of them loses its parent, so that they are in the tree. */
function breakCycles(teams: Map<number, Team>): void {
  const checked = new Set<number>();
  for (const team of teams.values()) {
    const path = new Set<number>();
    for (let at: Team | undefined = team; at && !checked.has(at.node); at = teams.get(at.parent ?? -1)) {
      if (path.has(at.node)) {
        at.parent = undefined;
        break;
      }
      path.add(at.node);
      if (at.parent !== undefined && !teams.has(at.parent)) at.parent = undefined;
    }
    for (const node of path) checked.add(node);
  }
}

function deepestFirst(teams: Map<number, Team>): Team[] {
  const depths = new Map<Team, number>();
  for (const team of teams.values()) {
    let depth = 0;
    for (let at = team.parent; at !== undefined; at = teams.get(at)?.parent) depth++;
    depths.set(team, depth);
  }
  return [...depths].sort(([, a], [, b]) => b - a).map(([team]) => team);
}

/** `spec.lead` names a person; groups that do not say, or name nobody who is there, have none. */
function leadOf(graph: CatalogGraph, node: number): string | undefined {
  const lead = graph.value(node, 'spec.lead');
  if (lead === undefined) return undefined;
  try {
    const ref = stringifyEntityRef(parseEntityRef(lead, { defaultKind: 'user', defaultNamespace: 'default' }));
    const person = graph.node(ref);
    return person !== undefined && graph.isPresent(person) ? ref : undefined;
  } catch {
    // A text that is no reference leads nowhere.
    return undefined;
  }
}
