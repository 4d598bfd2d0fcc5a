/** The people of a team. */
import type { CatalogIndex } from '../index/catalog-index.ts';
import { byTitle, namedOf, type Named } from '../related/rows.ts';
import { reached, related } from '../related/walk.ts';
import type { Reach } from './owned.ts';

export interface Member extends Named {
  role?: string;
  isLead?: true;
  email?: string;
  picture?: string;
  isMissing?: true;
  /** The teams through which they belong, those below the team that was asked about. */
  teams: Named[];
}

/** Where a person's role may stand; the first that says something counts. */
const roleFields = [
  'spec.profile.title',
  'spec.profile.role',
  'spec.profile.jobTitle',
  'metadata.annotations.callboard.dev/role',
  'metadata.labels.callboard.dev/role',
  'metadata.labels.role',
];
/** Where a team may name those who lead it. */
const leadFields = ['metadata.annotations.callboard.dev/lead', 'spec.lead'];
const leadWords = /\b(lead|manager|head|director|chief|owner)\b/i;

/** Everybody in a team and the teams below it; by person, the teams. */
export function membersOf(index: CatalogIndex, node: number, reach: Reach): Map<number, number[]> {
  const teams = reach === 'direct' ? [node] : reached(index, node, 'parentOf');
  const members = new Map<number, number[]>();
  for (const team of teams)
    for (const person of related(index, team, 'hasMember')) members.set(person, [...(members.get(person) ?? []), team]);
  return members;
}

/** A page of members: those who lead first, then by name. */
export function memberPage(
  index: CatalogIndex,
  node: number,
  { reach, offset, limit }: { reach: Reach; offset: number; limit: number },
): { total: number; items: Member[] } {
  const members = membersOf(index, node, reach);
  const isLead = new Map([...members].map(([person, teams]) => [person, leads(index, person, teams)]));
  const sorted = byTitle(index, [...members.keys()]);
  const ordered = [...sorted.filter((each) => isLead.get(each)), ...sorted.filter((each) => !isLead.get(each))];
  const items = ordered
    .slice(offset, offset + limit)
    .map((person) => memberOf(index, person, members.get(person)!, isLead.get(person) ?? false));
  return { total: members.size, items };
}

export function roleOf(index: CatalogIndex, person: number): string | undefined {
  for (const field of roleFields) {
    const role = index.value(person, field);
    if (role) return role;
  }
  return undefined;
}

function leads(index: CatalogIndex, person: number, teams: readonly number[]): boolean {
  const ref = index.ref(person);
  const name = ref.slice(ref.indexOf('/') + 1);
  const named = teams.some((team) =>
    leadFields.some((field) => {
      const text = index.value(team, field)?.toLowerCase() ?? '';
      return text
        .split(/[\s,]+/)
        .some((each) => each !== '' && (each === name || each === ref || ref.endsWith(`/${each}`)));
    }),
  );
  return named || leadWords.test(roleOf(index, person)?.replaceAll('-', ' ') ?? '');
}

function memberOf(index: CatalogIndex, person: number, teams: readonly number[], isLead: boolean): Member {
  const role = roleOf(index, person);
  const email = index.value(person, 'spec.profile.email');
  const picture = index.value(person, 'spec.profile.picture');
  return {
    ...namedOf(index, person),
    ...(role !== undefined && { role }),
    ...(isLead && { isLead }),
    ...(email !== undefined && { email }),
    ...(picture !== undefined && { picture }),
    ...(!index.isPresent(person) && { isMissing: true }),
    teams: teams.map((team) => namedOf(index, team)),
  };
}
