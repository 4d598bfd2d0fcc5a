/** Carrying out plans: several repositories in one transaction, each wholly or not at all. */
import type { Cause, Change } from '@callboard/plugin/server';
import { chunks } from '../chunks.ts';
import type { CommitInfo } from '../sources/source.ts';
import { settle, visibleOf, type Before } from '../storage/claims.ts';
import type { Writer } from '../storage/database.ts';
import type { ClaimWrite, RepositoryPlan } from './plan.ts';
import type { Failure, StoredRepository } from './state.ts';
import { IdBlock, Inserts, writeRows } from './write-rows.ts';

const ROWS = 400;

export interface RepositoryCommit {
  /** What the plan was compared with; absent: the repository is new. */
  stored?: StoredRepository;
  name: string;
  url?: string;
  head: string;
  fingerprint: string;
  commit?: CommitInfo;
  /** Last commit of single files, by path, where known. */
  authors: Map<string, CommitInfo>;
  plan: RepositoryPlan;
  /** Why the repository could not be read; all else of it stays as it is. */
  error?: Failure;
  /** The repository is not there any more. */
  gone?: boolean;
}

/** Somebody else wrote since the plan was made: it has to be made again. */
export class OutdatedPlan extends Error {
  override name = 'OutdatedPlan';
}

/** The source was removed while it was harvested. */
export class SourceGone extends Error {
  override name = 'SourceGone';
}

/**
 * Writes the plans of one source.
 * @returns number of the last change, 0 when nothing visible changed
 * @throws {OutdatedPlan} @throws {SourceGone}
 */
export async function commitRepositories(
  writer: Writer,
  sourceId: string,
  commits: RepositoryCommit[],
  at: string,
): Promise<number> {
  await checkSource(writer, sourceId, commits);
  const touched = touchedKeys(commits);
  const before = new Map<string, Before>();
  for (const [type, keys] of touched) before.set(type, await visibleOf(writer, type, [...keys.keys()]));

  const ids = new IdBlock(
    writer,
    commits.reduce((sum, { plan }) => sum + rowsOf(plan), 0),
  );
  const inserts = new Inserts(writer);
  for (const commit of commits) await writeRepository(writer, sourceId, commit, ids, inserts, at);
  await inserts.flush();

  let last = 0;
  for (const [type, keys] of touched) {
    const causeOf = (key: string, op: Change['op']) => cause(sourceId, keys.get(key)!, key, op);
    last = Math.max(last, await settle(writer, type, before.get(type)!, [...keys.keys()], at, causeOf));
  }
  for (const { plan } of commits) await redirectOldNames(writer, plan, at);
  return last;
}

async function checkSource(writer: Writer, sourceId: string, commits: RepositoryCommit[]): Promise<void> {
  if (!(await writer.selectFrom('source').select('id').where('id', '=', sourceId).executeTakeFirst()))
    throw new SourceGone();
  for (const part of chunks(
    commits.filter(({ stored }) => !stored),
    ROWS,
  )) {
    const names = part.map((commit) => commit.name);
    const taken = await writer
      .selectFrom('repository')
      .select('id')
      .where('source_id', '=', sourceId)
      .where('name', 'in', names)
      .executeTakeFirst();
    if (taken) throw new OutdatedPlan();
  }
}

function rowsOf({ files, writes, findings }: RepositoryPlan): number {
  return 1 + files.length + writes.length + findings.reduce((sum, entry) => sum + entry.findings.length, 0);
}

interface Touch {
  commit: RepositoryCommit;
  /** Where the key stands, or stood, in the repository. */
  file: string;
  line: number;
}

/** Every key that the plans touch, by type, with the place that does. */
function touchedKeys(commits: RepositoryCommit[]): Map<string, Map<string, Touch>> {
  const touched = new Map<string, Map<string, Touch>>();
  const touch = (type: string, key: string, place: Touch, over: boolean) => {
    const keys = touched.get(type) ?? new Map<string, Touch>();
    touched.set(type, keys);
    if (over || !keys.has(key)) keys.set(key, place);
  };
  for (const commit of commits) {
    const { removals, states, writes } = commit.plan;
    for (const claim of [...removals, ...states.map((state) => state.claim)])
      touch(claim.type, claim.key, { commit, file: claim.path, line: claim.line }, false);
    for (const write of writes) {
      const place = { commit, file: write.file.path, line: write.line };
      if (write.replaces && write.replaces.key !== write.key) touch(write.type, write.replaces.key, place, false);
      touch(write.type, write.key, place, true);
    }
  }
  return touched;
}

function cause(sourceId: string, { commit, file, line }: Touch, key: string, op: Change['op']): Cause {
  const rename = commit.plan.renames.find((candidate) => candidate.from === key || candidate.to === key);
  const info = commit.authors.get(file) ?? commit.commit;
  return {
    type: 'harvest',
    sourceId,
    repository: commit.name,
    file,
    line,
    ...(info ? { commit: info.id } : {}),
    ...(info?.author ? { author: info.author } : {}),
    ...(info?.message ? { message: info.message } : {}),
    ...(rename && op === 'delete' ? { reason: `renamed to ${rename.to}` } : {}),
    ...(rename && op === 'create' ? { reason: `renamed from ${rename.from}` } : {}),
    ...(!rename && op === 'delete'
      ? { reason: commit.gone ? 'the repository is not there any more' : 'no file says it any more' }
      : {}),
  };
}

async function writeRepository(
  writer: Writer,
  sourceId: string,
  commit: RepositoryCommit,
  ids: IdBlock,
  inserts: Inserts,
  at: string,
): Promise<void> {
  const { stored, plan, error } = commit;
  const id = stored?.id ?? (await ids.next());
  const revision = (stored?.revision ?? 0) + 1;
  if (!stored) {
    inserts.add('repository', { id, source_id: sourceId, name: commit.name, revision, ...rowOf(commit, at) });
  } else {
    const change = error ? { error: JSON.stringify(error) } : rowOf(commit, at);
    const { numUpdatedRows } = await writer
      .updateTable('repository')
      .set({ ...change, revision })
      .where('id', '=', id)
      .where('revision', '=', stored.revision)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new OutdatedPlan();
  }
  await writeRows(writer, { sourceId, repositoryId: id, isNew: !stored, plan, at }, ids, inserts);
  if (!commit.gone) return;
  await writer.deleteFrom('finding').where('repository_id', '=', id).execute();
  await writer.deleteFrom('repository').where('id', '=', id).execute();
}

function rowOf(commit: RepositoryCommit, at: string) {
  return {
    url: commit.url ?? null,
    head: commit.head,
    fingerprint: commit.fingerprint,
    commit_info: commit.commit ? JSON.stringify(commit.commit) : null,
    error: commit.error ? JSON.stringify(commit.error) : null,
    changed_at: at,
  };
}

/** The old name of a record leads to the new one, unless another file has the old name now. */
async function redirectOldNames(writer: Writer, plan: RepositoryPlan, at: string): Promise<void> {
  for (const { type, from, to } of plan.renames) {
    if ((await visibleOf(writer, type, [from])).size) continue;
    await writer.deleteFrom('redirect').where('type', '=', type).where('key', '=', from).execute();
    await writer.insertInto('redirect').values({ type, key: from, target: to, at }).execute();
  }
}

/** Reads the author of each changed file where that can be told. */
export async function authorsOf(
  snapshot: { authorOf?(path: string): Promise<CommitInfo | undefined> },
  writes: readonly ClaimWrite[],
  atMost: number,
): Promise<Map<string, CommitInfo>> {
  const authors = new Map<string, CommitInfo>();
  if (!snapshot.authorOf) return authors;
  const paths = [...new Set(writes.map((write) => write.file.path))].slice(0, atMost);
  for (const path of paths) {
    const info = await snapshot.authorOf(path);
    if (info) authors.set(path, info);
  }
  return authors;
}
