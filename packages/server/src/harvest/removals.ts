/** The guard before removals: a source that suddenly loses much is more often broken than empty. */
import type { RecordState } from '@callboard/plugin/server';
import type { Database } from '../storage/database.ts';
import type { RepositoryCommit } from './commit.ts';
import { isEmpty, type StoredClaim } from './plan.ts';

export interface RemovalGuard {
  /** Share of the source's records, 0 to 1. */
  share: number;
  /** A loss of fewer records is never held. */
  atLeast: number;
}

/** Decides for all that a harvest would remove at once. What waits already goes on waiting. */
export async function guardRemovals(
  database: Database,
  sourceId: string,
  commits: RepositoryCommit[],
  guard: RemovalGuard,
  orphans: 'delete' | 'keep',
): Promise<{ commits: RepositoryCommit[]; held: number }> {
  const removals = commits.flatMap(({ plan }) => plan.removals);
  const fresh = removals.filter((claim) => !isKept(claim));
  const total = await countRecords(database, sourceId);
  const hold = fresh.length >= guard.atLeast && fresh.length > guard.share * total;
  let held = removals.filter((claim) => (JSON.parse(claim.state) as RecordState).held).length;
  const due: RepositoryCommit[] = [];
  for (const commit of commits) {
    const { plan } = commit;
    const waiting = new Set(plan.removals.filter(isKept));
    const keep = hold ? 'held' : orphans === 'keep' ? 'orphan' : undefined;
    const keepFiles = keep !== undefined || waiting.size > 0;
    const heldFiles = new Set([...waiting].map((claim) => claim.fileId));
    const next: RepositoryCommit = {
      ...commit,
      ...(keep ? { keep } : {}),
      gone: Boolean(commit.gone) && !keepFiles,
      plan: { ...plan, removals: plan.removals.filter((claim) => !waiting.has(claim)), gone: plan.gone.filter((file) => !heldFiles.has(file.id)) },
    };
    if (hold) held += next.plan.removals.length;
    // A repository that is gone and holds nothing leaves its row behind only while something of it waits.
    if (isEmpty(next.plan) && commit.gone && keepFiles) continue;
    due.push(next);
  }
  return { commits: due, held };
}

function isKept(claim: StoredClaim): boolean {
  const state = JSON.parse(claim.state) as RecordState;
  return state.held !== undefined || state.orphan !== undefined;
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
