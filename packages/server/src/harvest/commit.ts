/** Carrying out plans: several repositories in one transaction, each wholly or not at all. */
import { randomUUID } from 'node:crypto';
import type { Finding } from '@callboard/core';
import type { Cause, Change } from '@callboard/plugin/server';
import { chunks } from '../chunks.ts';
import type { CommitInfo } from '../sources/source.ts';
import { reserve, settle, visibleOf } from '../storage/claims.ts';
import type { Writer } from '../storage/database.ts';
import type { ClaimWrite, RepositoryPlan, StoredClaim } from './plan.ts';

const ROWS = 200;

export interface RepositoryCommit {
  /** Id of the stored repository; absent: a new one. */
  id?: number;
  name: string;
  url?: string;
  head: string;
  fingerprint: string;
  commit?: CommitInfo;
  /** Last commit of single files, by path, where known. */
  authors: Map<string, CommitInfo>;
  plan: RepositoryPlan;
  /** Keep what vanished: marked as waiting for a person, or as an orphan. */
  keep?: 'held' | 'orphan';
  /** The repository itself is not there any more. */
  gone?: boolean;
}

/** Writes the plans of one source. @returns number of the last change, 0 when nothing visible changed */
export async function commitRepositories(writer: Writer, sourceId: string, commits: RepositoryCommit[], at: string): Promise<number> {
  let last = 0;
  const ids = new IdBlock(writer, commits.reduce((sum, { plan }) => sum + 1 + plan.files.length + plan.writes.length + plan.findings.reduce((n, f) => n + f.findings.length, 0), 0));
  const types = new Set(commits.flatMap(({ plan }) => [...plan.writes, ...plan.removals, ...plan.states.map((s) => s.claim)].map((claim) => claim.type)));
  const touched = new Map([...types].map((type) => [type, touchedKeys(commits, type)]));
  const before = new Map<string, Awaited<ReturnType<typeof visibleOf>>>();
  for (const [type, keys] of touched) before.set(type, await visibleOf(writer, type, [...keys.keys()]));

  for (const commit of commits) await writeRepository(writer, sourceId, commit, ids, at);
  for (const [type, keys] of touched) {
    const causeOf = (key: string, op: Change['op']) => {
      const { commit, write } = keys.get(key)!;
      return cause(sourceId, commit, write, key, op);
    };
    last = Math.max(last, await settle(writer, type, before.get(type)!, [...keys.keys()], at, causeOf));
  }
  return last;
}

interface Touch {
  commit: RepositoryCommit;
  write?: ClaimWrite;
}

/** Every key that a plan touches, with the repository that does. */
function touchedKeys(commits: RepositoryCommit[], type: string): Map<string, Touch> {
  const keys = new Map<string, Touch>();
  for (const commit of commits) {
    const { plan } = commit;
    for (const claim of [...plan.removals, ...plan.states.map((state) => state.claim)]) if (claim.type === type) keys.set(claim.key, { commit });
    for (const write of plan.writes) {
      if (write.type !== type) continue;
      if (write.replaces && !keys.has(write.replaces.key)) keys.set(write.replaces.key, { commit });
      keys.set(write.key, { commit, write });
    }
  }
  return keys;
}

function cause(sourceId: string, commit: RepositoryCommit, write: ClaimWrite | undefined, key: string, op: Change['op']): Cause {
  const rename = commit.plan.renames.find((candidate) => candidate.from === key || candidate.to === key);
  const info = (write && commit.authors.get(write.path)) ?? commit.commit;
  return {
    type: 'harvest',
    sourceId,
    repository: commit.name,
    ...(write ? { file: write.path, line: write.line } : {}),
    ...(info ? { commit: info.id } : {}),
    ...(info?.author ? { author: info.author } : {}),
    ...(info?.message ? { message: info.message } : {}),
    ...(rename && op === 'delete' ? { reason: `renamed to ${rename.to}` } : {}),
    ...(rename && op === 'create' ? { reason: `renamed from ${rename.from}` } : {}),
  };
}

async function writeRepository(writer: Writer, sourceId: string, commit: RepositoryCommit, ids: IdBlock, at: string): Promise<void> {
  const { plan } = commit;
  const repositoryId = commit.id ?? (await ids.next());
  if (commit.gone) {
    await removeOrKeep(writer, commit, at);
    await writer.deleteFrom('finding').where('repository_id', '=', repositoryId).execute();
    await writer.deleteFrom('repository').where('id', '=', repositoryId).execute();
    return;
  }
  const row = { name: commit.name, url: commit.url ?? null, head: commit.head, fingerprint: commit.fingerprint, commit_info: commit.commit ? JSON.stringify(commit.commit) : null, error: null, changed_at: at };
  if (commit.id === undefined) await writer.insertInto('repository').values({ id: repositoryId, source_id: sourceId, ...row }).execute();
  else await writer.updateTable('repository').set(row).where('id', '=', repositoryId).execute();

  const fileIds = await writeFiles(writer, repositoryId, commit, ids);
  await writeClaims(writer, plan.writes, fileIds, ids, at);
  await removeOrKeep(writer, commit, at);
  for (const { claim, state } of plan.states) await writer.updateTable('record').set({ state }).where('id', '=', claim.id).execute();
  for (const { type, from, to } of plan.renames) {
    await writer.deleteFrom('redirect').where('type', '=', type).where('key', 'in', [from, to]).execute();
    await writer.insertInto('redirect').values({ type, key: from, target: to, at }).execute();
  }
  await writeFindings(writer, sourceId, repositoryId, commit, fileIds, ids, at);
}

async function writeFiles(writer: Writer, repositoryId: number, commit: RepositoryCommit, ids: IdBlock): Promise<Map<string, number>> {
  const fileIds = new Map<string, number>();
  const inserts = [];
  for (const file of commit.plan.files) {
    const row = {
      hash: file.hash,
      location: file.location.ref,
      canonical: file.canonical,
      deps: JSON.stringify(file.deps),
      follow: JSON.stringify(file.follow),
      sources: JSON.stringify(file.sources),
      view_url: file.location.viewUrl ?? null,
      edit_url: file.location.editUrl ?? null,
    };
    if (file.stored) {
      fileIds.set(file.path, file.stored.id);
      await writer.updateTable('file').set(row).where('id', '=', file.stored.id).execute();
    } else {
      const id = await ids.next();
      fileIds.set(file.path, id);
      inserts.push({ id, repository_id: repositoryId, harvester: file.harvester, path: file.path, ...row });
    }
  }
  for (const part of chunks(inserts, ROWS)) await writer.insertInto('file').values(part).execute();
  return fileIds;
}

async function writeClaims(writer: Writer, writes: ClaimWrite[], fileIds: Map<string, number>, ids: IdBlock, at: string): Promise<void> {
  const bodies = new Map(writes.map((write) => [write.hash, write.text]));
  for (const part of chunks([...bodies], ROWS)) {
    await writer.insertInto('body').values(part.map(([hash, text]) => ({ hash, text }))).onConflict((conflict) => conflict.column('hash').doNothing()).execute();
  }
  const inserts = [];
  for (const write of writes) {
    const row = { type: write.type, key: write.key, file_id: fileIds.get(write.path)!, document: write.document, line: write.line, column_no: write.column, positions: write.positions, hash: write.hash, state: write.state };
    if (write.replaces) {
      // A renamed record gives up its place under the old name and asks for the new one.
      const renamed = write.replaces.key === write.key ? {} : { active: 0 };
      await writer.updateTable('record').set({ ...row, ...renamed }).where('id', '=', write.replaces.id).execute();
    } else inserts.push({ id: await ids.next(), uid: randomUUID(), ...row, active: 0, created_at: at, changed_at: at, changed_seq: 0 });
  }
  for (const part of chunks(inserts, ROWS)) await writer.insertInto('record').values(part).execute();
}

async function removeOrKeep(writer: Writer, commit: RepositoryCommit, at: string): Promise<void> {
  const { plan } = commit;
  if (commit.keep) {
    for (const claim of plan.removals) await writer.updateTable('record').set({ state: keptState(claim, commit.keep, at) }).where('id', '=', claim.id).execute();
    // Forgotten hashes: the file is read again as soon as it is back.
    for (const part of chunks(plan.gone.map((file) => file.id), ROWS)) await writer.updateTable('file').set({ hash: '', deps: '[]', follow: '[]', sources: '[]' }).where('id', 'in', part).execute();
    return;
  }
  for (const part of chunks(plan.removals.map((claim) => claim.id), ROWS)) await writer.deleteFrom('record').where('id', 'in', part).execute();
  for (const part of chunks(plan.gone.map((file) => file.id), ROWS)) {
    await writer.deleteFrom('finding').where('file_id', 'in', part).execute();
    await writer.deleteFrom('file').where('id', 'in', part).execute();
  }
}

function keptState(claim: StoredClaim, keep: 'held' | 'orphan', at: string): string {
  return JSON.stringify({ ...(JSON.parse(claim.state) as object), [keep]: { since: at } });
}

async function writeFindings(writer: Writer, sourceId: string, repositoryId: number, commit: RepositoryCommit, fileIds: Map<string, number>, ids: IdBlock, at: string): Promise<void> {
  for (const { path, findings } of commit.plan.findings) {
    const fileId = path === null ? null : (fileIds.get(path) ?? null);
    const old =
      commit.id === undefined
        ? []
        : await writer
            .selectFrom('finding')
            .select(['id', 'code', 'message', 'document', 'since'])
            .where('repository_id', '=', repositoryId)
            .where('file_id', fileId === null ? 'is' : '=', fileId)
            .execute();
    if (!old.length && !findings.length) continue;
    const since = new Map(old.map((row) => [sameFinding(row), row.since]));
    for (const part of chunks(old.map((row) => row.id), ROWS)) await writer.deleteFrom('finding').where('id', 'in', part).execute();
    const rows = [];
    for (const finding of findings) rows.push(await toRow(finding, { sourceId, repositoryId, fileId, since: since.get(sameFinding(finding)) ?? at }, ids));
    for (const part of chunks(rows, ROWS)) await writer.insertInto('finding').values(part).execute();
  }
}

function sameFinding(finding: { code: string; message: string; document?: number | null }): string {
  return `${finding.code}\n${finding.document ?? ''}\n${finding.message}`;
}

async function toRow(finding: Finding, where: { sourceId: string; repositoryId: number; fileId: number | null; since: string }, ids: IdBlock) {
  return {
    id: await ids.next(),
    source_id: where.sourceId,
    repository_id: where.repositoryId,
    file_id: where.fileId,
    file: finding.file,
    document: finding.document ?? null,
    line: finding.line,
    column_no: finding.column,
    level: finding.level,
    code: finding.code,
    message: finding.message,
    hint: finding.hint,
    key: finding.entityRef ?? null,
    since: where.since,
  };
}

/** Ids taken from the counter in one step. */
class IdBlock {
  readonly #writer: Writer;
  readonly #size: number;
  #next: number | undefined;
  constructor(writer: Writer, size: number) {
    this.#writer = writer;
    this.#size = size;
  }
  async next(): Promise<number> {
    this.#next ??= await reserve(this.#writer, 'id', Math.max(this.#size, 1));
    return this.#next++;
  }
}
