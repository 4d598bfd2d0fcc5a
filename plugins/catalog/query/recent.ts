/** What changed lately, told in few lines: what one commit or one person did to many entities is one line. */
import type { Cause, Change, Changes } from '@callboard/plugin/server';
import type { RecentAsk } from './schema.ts';

export interface ChangeGroup {
  /** Number and time of its newest change. */
  seq: number;
  at: string;
  /** Time of its oldest one. */
  from: string;
  op: Change['op'];
  cause: Cause;
  count: number;
  /** Refs of what changed, newest first, the first ones. */
  refs: string[];
}

export interface RecentChanges {
  groups: ChangeGroup[];
  /** Whether there is more than was looked at. */
  isCut: boolean;
}

const mostGroups = 25;
const mostRefs = 50;
const batch = 1000;
/** One harvest of a large organisation, which is one line for each repository anyway. */
const mostRead = 20_000;
/** What a harvest does in one sitting. */
const sitting = 60_000;

/** @param isWanted whether the change of this ref is to be told */
export async function recentChanges(
  ask: Pick<RecentAsk, 'since' | 'until'>,
  changes: Pick<Changes, 'read'>,
  isWanted: (ref: string) => boolean,
): Promise<RecentChanges> {
  const groups: ChangeGroup[] = [];
  const since = ask.since === undefined ? -Infinity : Date.parse(ask.since);
  const until = ask.until === undefined ? Infinity : Date.parse(ask.until);
  let before: number | undefined;
  for (let read = 0; read < mostRead; read += batch) {
    const page = await changes.read({
      type: 'entity',
      order: 'desc',
      limit: batch,
      ...(before !== undefined && { before }),
    });
    for (const change of page) {
      const at = Date.parse(change.at);
      if (at < since) return { groups, isCut: false };
      if (at >= until || !isWanted(change.key)) continue;
      if (!add(groups, change)) return { groups, isCut: true };
    }
    before = page.at(-1)?.seq;
    if (page.length < batch) return { groups, isCut: false };
  }
  return { groups, isCut: true };
}

/** @returns whether there was room */
function add(groups: ChangeGroup[], { seq, at, op, cause, key }: Change): boolean {
  const group = groups.find((one) => isOneStory(one, { op, at, cause }));
  if (!group) {
    if (groups.length >= mostGroups) return false;
    groups.push({ seq, at, from: at, op, cause, count: 1, refs: [key] });
    return true;
  }
  group.from = at;
  group.count++;
  if (group.refs.length < mostRefs && !group.refs.includes(key)) group.refs.push(key);
  return true;
}

function isOneStory(group: ChangeGroup, { op, at, cause }: Pick<Change, 'op' | 'at' | 'cause'>): boolean {
  const same = (['type', 'sourceId', 'repository', 'commit', 'user', 'plugin'] as const).every(
    (part) => group.cause[part] === cause[part],
  );
  if (!same || group.op !== op) return false;
  return cause.commit !== undefined || Date.parse(group.from) - Date.parse(at) <= sitting;
}
