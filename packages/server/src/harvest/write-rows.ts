/** The rows of one repository's plan. */
import { randomUUID } from 'node:crypto';
import type { Finding } from '@callboard/core';
import { chunks } from '../chunks.ts';
import { reserve } from '../storage/claims.ts';
import type { Writer } from '../storage/database.ts';
import type { ClaimWrite, RepositoryPlan } from './plan.ts';
import type { FileReading } from './reading.ts';

const ROWS = 200;

interface Rows {
  sourceId: string;
  repositoryId: number;
  plan: RepositoryPlan;
  at: string;
}

export async function writeRows(writer: Writer, rows: Rows, ids: IdBlock): Promise<void> {
  const { plan } = rows;
  const newFiles = await writeFiles(writer, rows, ids);
  const idOf = (file: FileReading) => file.stored?.id ?? newFiles.get(file)!;
  await writeClaims(writer, rows, idOf, ids);
  for (const part of chunks(plan.removals.map((claim) => claim.id), ROWS)) await writer.deleteFrom('record').where('id', 'in', part).execute();
  for (const { claim, state } of plan.states) await writer.updateTable('record').set({ state }).where('id', '=', claim.id).execute();
  for (const part of chunks(plan.gone.map((file) => file.id), ROWS)) {
    await writer.deleteFrom('finding').where('file_id', 'in', part).execute();
    await writer.deleteFrom('file').where('id', 'in', part).execute();
  }
  for (const part of chunks(plan.forget.map((file) => file.id), ROWS)) {
    await writer.updateTable('file').set({ hash: '', deps: '[]', follow: '[]', sources: '[]' }).where('id', 'in', part).execute();
  }
  await writeFindings(writer, rows, idOf, ids);
}

/** @returns ids of the new ones */
async function writeFiles(writer: Writer, { repositoryId, plan }: Rows, ids: IdBlock): Promise<Map<FileReading, number>> {
  const newFiles = new Map<FileReading, number>();
  const inserts = [];
  for (const file of plan.files) {
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
      await writer.updateTable('file').set(row).where('id', '=', file.stored.id).execute();
      continue;
    }
    const id = await ids.next();
    newFiles.set(file, id);
    inserts.push({ id, repository_id: repositoryId, harvester: file.harvester, path: file.path, ...row });
  }
  for (const part of chunks(inserts, ROWS)) await writer.insertInto('file').values(part).execute();
  return newFiles;
}

async function writeClaims(writer: Writer, { plan, at }: Rows, idOf: (file: FileReading) => number, ids: IdBlock): Promise<void> {
  const bodies = new Map(plan.writes.map((write) => [write.hash, write.text]));
  for (const part of chunks([...bodies], ROWS)) {
    const values = part.map(([hash, text]) => ({ hash, text }));
    await writer.insertInto('body').values(values).onConflict((conflict) => conflict.column('hash').doNothing()).execute();
  }
  const inserts = [];
  for (const write of plan.writes) {
    const row = claimRow(write, idOf(write.file));
    if (!write.replaces) {
      inserts.push({ id: await ids.next(), uid: randomUUID(), ...row, active: 0, created_at: at, changed_at: at, changed_seq: 0 });
      continue;
    }
    // A renamed record gives up its place under the old name and asks for the new one.
    const renamed = write.replaces.key === write.key ? {} : { active: 0 };
    await writer.updateTable('record').set({ ...row, ...renamed }).where('id', '=', write.replaces.id).execute();
  }
  for (const part of chunks(inserts, ROWS)) await writer.insertInto('record').values(part).execute();
}

function claimRow({ type, key, document, line, column, positions, hash, state }: ClaimWrite, fileId: number) {
  return { type, key, file_id: fileId, document, line, column_no: column, positions, hash, state };
}

async function writeFindings(writer: Writer, { sourceId, repositoryId, plan, at }: Rows, idOf: (file: FileReading) => number, ids: IdBlock): Promise<void> {
  for (const { file, findings } of plan.findings) {
    const fileId = file ? idOf(file) : null;
    const old = await writer
      .selectFrom('finding')
      .select(['id', 'code', 'message', 'document', 'since'])
      .where('repository_id', '=', repositoryId)
      .where('file_id', fileId === null ? 'is' : '=', fileId)
      .execute();
    const since = new Map(old.map((row) => [sameFinding(row), row.since]));
    for (const part of chunks(old.map((row) => row.id), ROWS)) await writer.deleteFrom('finding').where('id', 'in', part).execute();
    const rows = [];
    for (const finding of findings) {
      rows.push({ id: await ids.next(), source_id: sourceId, repository_id: repositoryId, file_id: fileId, ...findingRow(finding), since: since.get(sameFinding(finding)) ?? at });
    }
    for (const part of chunks(rows, ROWS)) await writer.insertInto('finding').values(part).execute();
  }
}

/** The same finding as before, even if it stands on another line now. */
function sameFinding({ code, message, document }: { code: string; message: string; document?: number | null }): string {
  return `${code}\n${document ?? ''}\n${message}`;
}

function findingRow({ file, document, line, column, level, code, message, hint, entityRef }: Finding) {
  return { file, document: document ?? null, line, column_no: column, level, code, message, hint, key: entityRef ?? null };
}

/** Ids taken from the counter in one step. */
export class IdBlock {
  readonly #writer: Writer;
  readonly #size: number;
  #next: number | undefined;

  /** @param size how many are needed at most */
  constructor(writer: Writer, size: number) {
    this.#writer = writer;
    this.#size = size;
  }

  async next(): Promise<number> {
    this.#next ??= await reserve(this.#writer, 'id', this.#size);
    return this.#next++;
  }
}
