import type { CauseItem } from '../types.ts';

/** Shapes of the answers about relations and teams. */
export interface Named {
  ref: string;
  title?: string;
}

export interface Row extends Named {
  type?: string;
  lifecycle?: string;
  owners?: Named[];
  state?: 'stale' | 'held' | 'orphan';
  isMissing?: true;
  via?: Named[];
  nearest?: string[];
}

export interface RelationGroup {
  type: string;
  back?: string;
  kind: string;
  total: number;
  items: Row[];
}

export interface RelationsAnswer {
  path: Named[];
  groups: RelationGroup[];
  formerNames: { ref: string; used: number; relation: string }[];
}

export interface RowPage {
  total: number;
  items: Row[];
}

export interface MissingAnswer {
  nearest: Named[];
  last?: { at: string; op: string; cause: CauseItem };
  exclusion?: { by: string; reason: string; at: string };
  pointing: {
    total: number;
    items: (Row & { relation: string; place?: { repository: string; file: string; line: number; viewUrl?: string } })[];
  };
}

export interface TeamItem extends Named {
  type?: string;
  members: number;
  owned: number;
  teams: number;
}

export interface TeamLink extends Named {
  count: number;
}

export type Direction = 'needs' | 'neededBy';

export interface OwnedGroup {
  kind: string;
  type?: string;
  direct: number;
  all: number;
}

export interface TeamSummary extends Record<Direction, { total: number; items: TeamLink[] }> {
  owners?: string[];
  path: Named[];
  teams: { total: number; below: number; items: TeamItem[] };
  memberOf: TeamItem[];
  role?: string;
  members: { direct: number; all: number };
  owned: { direct: number; all: number; groups: OwnedGroup[] };
  domains: { total: number; items: TeamLink[] };
}

export interface Member extends Named {
  role?: string;
  isLead?: true;
  email?: string;
  picture?: string;
  isMissing?: true;
  teams: Named[];
}

export interface PairPage {
  total: number;
  items: { own: Row; other: Row }[];
}
