import type { CauseItem, ChangeItem } from '../types.ts';

/** What one commit, person or harvest did, as the server tells it. */
export interface ChangeGroup {
  seq: number;
  at: string;
  from: string;
  op: ChangeItem['op'];
  cause: CauseItem;
  count: number;
  refs: string[];
}

export interface RecentAnswer {
  groups: ChangeGroup[];
  isCut: boolean;
}

export const FILTERS = ['all', 'mine', 'yesterday'] as const;
export type ChangeFilter = (typeof FILTERS)[number];

function startOfDay(now: Date, daysBack: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysBack);
}

/** The question to the server; days are those of the reader's clock. */
export function recentAsk(filter: ChangeFilter, me: readonly string[], now: Date) {
  if (filter === 'mine') return { show: 'mine', me };
  if (filter === 'all') return {};
  return { since: startOfDay(now, 1).toISOString(), until: startOfDay(now, 0).toISOString() };
}

export interface Day {
  /** Days before today. */
  back: number;
  start: Date;
  groups: ChangeGroup[];
}

/** Groups by the reader's days, newest first. */
export function byDay(groups: readonly ChangeGroup[], now: Date): Day[] {
  const days: Day[] = [];
  for (const group of groups) {
    const at = new Date(group.at);
    const start = startOfDay(at, 0);
    const back = Math.round((startOfDay(now, 0).getTime() - start.getTime()) / 86_400_000);
    const last = days.at(-1);
    if (last?.back === back) last.groups.push(group);
    else days.push({ back, start, groups: [group] });
  }
  return days;
}
