/** The guard before removals: a source that suddenly loses much is more often broken than empty. */
import type { RecordState } from '@callboard/plugin/server';
import { chunks } from '../chunks.ts';
import type { Database } from '../storage/database.ts';
import type { RepositoryCommit } from './commit.ts';
import { isEmpty, type StoredClaim } from './plan.ts';

export interface RemovalGuard {
  /** Share of the source's records, 0 to 1. */
  share: number;
  /** A loss of fewer records is never held. */
  atLeast: number;
}

export interface GuardOptions {
  database: Database;
  sourceId: string;
  guard: RemovalGuard;
  orphans: 'delete' | 'keep';
  at: string;
}

const ROWS = 400;

/** Decides for all that a harvest would remove at once. What waits already goes on waiting, and is not counted again. */
export async function guardRemovals(
  commits: RepositoryCommit[],
  options: GuardOptions,
): Promise<{ commits: RepositoryCommit[]; held: number }> {
  const removals = commits.flatMap(({ plan }) => plan.removals);
  const [waiting, fresh] = partition(removals, isKept);
  const lost = await withoutSuccessor(options.database, fresh, removals);
  const hold =
    lost.size >= options.guard.atLeast &&
    lost.size > options.guard.share * (await countRecords(options.database, options.sourceId));
  const mark = hold ? 'held' : options.orphans === 'keep' ? 'orphan' : undefined;
  const kept = new Set([...waiting, ...(mark ? lost : [])]);
  const held = waiting.filter((claim) => stateOf(claim).held).length + (hold ? lost.size : 0);
  return { commits: commits.flatMap((commit) => keep(commit, kept, mark, options.at)), held };
}

function keep(
  commit: RepositoryCommit,
  kept: ReadonlySet<StoredClaim>,
  mark: 'held' | 'orphan' | undefined,
  at: string,
): RepositoryCommit | [] {
  const { plan } = commit;
  const staying = plan.removals.filter((claim) => kept.has(claim));
  if (!staying.length) return commit;
  const files = new Set(staying.map((claim) => claim.fileId));
  const marked = mark ? staying.filter((claim) => !isKept(claim)) : [];
  const next: RepositoryCommit = {
    ...commit,
    gone: false,
    plan: {
      ...plan,
      removals: plan.removals.filter((claim) => !kept.has(claim)),
      states: [
        ...plan.states,
        ...marked.map((claim) => ({ claim, state: JSON.stringify({ ...stateOf(claim), [mark!]: { since: at } }) })),
      ],
      gone: plan.gone.filter((file) => !files.has(file.id)),
      forget: plan.gone.filter((file) => files.has(file.id) && file.hash !== ''),
    },
  };
  // A repository that is gone leaves its row behind while something of it is kept, and once it says so there is nothing more to write.
  return commit.gone && isEmpty(next.plan) && commit.stored?.head === commit.head ? [] : next;
}

function partition<T>(list: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [list.filter((item) => test(item)), list.filter((item) => !test(item))];
}

function isKept(claim: StoredClaim): boolean {
  const { held, orphan } = stateOf(claim);
  return held !== undefined || orphan !== undefined;
}

function stateOf(claim: StoredClaim): RecordState {
  return JSON.parse(claim.state) as RecordState;
}

/** The claims whose keys would be gone: no other file says them. */
async function withoutSuccessor(
  database: Database,
  claims: StoredClaim[],
  removals: StoredClaim[],
): Promise<Set<StoredClaim>> {
  const removed = new Set(removals.map((claim) => claim.id));
  const lost = new Set(claims);
  for (const [type, ofType] of Map.groupBy(claims, (claim) => claim.type)) {
    for (const part of chunks(ofType, ROWS)) {
      const keys = part.map((claim) => claim.key);
      const rows = await database.read
        .selectFrom('record')
        .select(['id', 'key'])
        .where('type', '=', type)
        .where('key', 'in', keys)
        .execute();
      const living = new Set(rows.filter((row) => !removed.has(row.id)).map((row) => row.key));
      for (const claim of part) if (living.has(claim.key)) lost.delete(claim);
    }
  }
  return lost;
}

async function countRecords(database: Database, sourceId: string): Promise<number> {
  const row = await database.read
    .selectFrom('record')
    .innerJoin('file', 'file.id', 'record.file_id')
    .innerJoin('repository', 'repository.id', 'file.repository_id')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('repository.source_id', '=', sourceId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
