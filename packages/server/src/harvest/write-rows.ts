/** The rows of one repository's plan. */
import { randomUUID } from 'node:crypto';
import type { Finding } from '@callboard/core';
import { chunks } from '../chunks.ts';
import { reserve } from '../storage/claims.ts';
import type { Writer } from '../storage/database.ts';
import type { Tables } from '../storage/tables.ts';
import type { ClaimWrite, RepositoryPlan } from './plan.ts';
import type { FileReading } from './reading.ts';

const ROWS = 200;

interface Rows {
  sourceId: string;
  repositoryId: number;
  /** Nothing of the repository is stored yet. */
  isNew: boolean;
  plan: RepositoryPlan;
  at: string;
}

/** Writes all changes of a plan but its new rows: those are left in `inserts`. */
export async function writeRows(writer: Writer, rows: Rows, ids: IdBlock, inserts: Inserts): Promise<void> {
  const { plan } = rows;
  const newFiles = await writeFiles(writer, rows, ids, inserts);
  const idOf = (file: FileReading) => file.stored?.id ?? newFiles.get(file)!;
  await writeClaims(writer, rows, idOf, ids, inserts);
  for (const part of chunks(
    plan.removals.map((claim) => claim.id),
    ROWS,
  ))
    await writer.deleteFrom('record').where('id', 'in', part).execute();
  for (const { claim, state } of plan.states)
    await writer.updateTable('record').set({ state }).where('id', '=', claim.id).execute();
  for (const part of chunks(
    plan.gone.map((file) => file.id),
    ROWS,
  )) {
    await writer.deleteFrom('finding').where('file_id', 'in', part).execute();
    await writer.deleteFrom('file').where('id', 'in', part).execute();
  }
  for (const part of chunks(
    plan.forget.map((file) => file.id),
    ROWS,
  )) {
    await writer
      .updateTable('file')
      .set({ hash: '', deps: '[]', follow: '[]', sources: '[]' })
      .where('id', 'in', part)
      .execute();
  }
  await writeFindings(writer, rows, idOf, ids, inserts);
}

/** @returns ids of the new ones */
async function writeFiles(
  writer: Writer,
  { repositoryId, plan }: Rows,
  ids: IdBlock,
  inserts: Inserts,
): Promise<Map<FileReading, number>> {
  const newFiles = new Map<FileReading, number>();
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
    inserts.add('file', { id, repository_id: repositoryId, harvester: file.harvester, path: file.path, ...row });
  }
  return newFiles;
}

async function writeClaims(
  writer: Writer,
  { plan, at }: Rows,
  idOf: (file: FileReading) => number,
  ids: IdBlock,
  inserts: Inserts,
): Promise<void> {
  for (const write of plan.writes) {
    inserts.add('body', { hash: write.hash, text: write.text });
    const row = claimRow(write, idOf(write.file));
    if (!write.replaces) {
      inserts.add('record', {
        id: await ids.next(),
        uid: randomUUID(),
        ...row,
        active: 0,
        created_at: at,
        changed_at: at,
        changed_seq: 0,
      });
      continue;
    }
    // A renamed record gives up its place under the old name and asks for the new one.
    const renamed = write.replaces.key === write.key ? {} : { active: 0 };
    await writer
      .updateTable('record')
      .set({ ...row, ...renamed })
      .where('id', '=', write.replaces.id)
      .execute();
  }
}

function claimRow({ type, key, document, line, column, positions, hash, state }: ClaimWrite, fileId: number) {
  return { type, key, file_id: fileId, document, line, column_no: column, positions, hash, state };
}

async function writeFindings(
  writer: Writer,
  { sourceId, repositoryId, isNew, plan, at }: Rows,
  idOf: (file: FileReading) => number,
  ids: IdBlock,
  inserts: Inserts,
): Promise<void> {
  for (const { file, findings } of plan.findings) {
    const fileId = file ? idOf(file) : null;
    const old = isNew ? [] : await findingsOf(writer, repositoryId, fileId);
    const since = new Map(old.map((row) => [sameFinding(row), row.since]));
    for (const part of chunks(
      old.map((row) => row.id),
      ROWS,
    ))
      await writer.deleteFrom('finding').where('id', 'in', part).execute();
    for (const finding of findings) {
      inserts.add('finding', {
        id: await ids.next(),
        source_id: sourceId,
        repository_id: repositoryId,
        file_id: fileId,
        ...findingRow(finding),
        since: since.get(sameFinding(finding)) ?? at,
      });
    }
  }
}

function findingsOf(writer: Writer, repositoryId: number, fileId: number | null) {
  return writer
    .selectFrom('finding')
    .select(['id', 'code', 'message', 'document', 'since'])
    .where('repository_id', '=', repositoryId)
    .where('file_id', fileId === null ? 'is' : '=', fileId)
    .execute();
}

/** The same finding as before, even if it stands on another line now. */
function sameFinding({ code, message, document }: { code: string; message: string; document?: number | null }): string {
  return `${code}\n${document ?? ''}\n${message}`;
}

function findingRow({ file, document, line, column, level, code, message, hint, entityRef }: Finding) {
  return {
    file,
    document: document ?? null,
    line,
    column_no: column,
    level,
    code,
    message,
    hint,
    key: entityRef ?? null,
  };
}

type Inserted = Pick<Tables, 'repository' | 'file' | 'body' | 'record' | 'finding'>;

/** New rows of many repositories, written together: a statement for each would be most of a first harvest. */
export class Inserts {
  readonly #writer: Writer;
  readonly #rows: { [Table in keyof Inserted]: Inserted[Table][] } = {
    repository: [],
    file: [],
    body: [],
    record: [],
    finding: [],
  };

  constructor(writer: Writer) {
    this.#writer = writer;
  }

  add<Table extends keyof Inserted>(table: Table, row: Inserted[Table]): void {
    (this.#rows[table] as Inserted[Table][]).push(row);
  }

  async flush(): Promise<void> {
    const writer = this.#writer;
    const { repository, file, body, record, finding } = this.#rows;
    for (const part of chunks(repository.splice(0), ROWS)) await writer.insertInto('repository').values(part).execute();
    for (const part of chunks(file.splice(0), ROWS)) await writer.insertInto('file').values(part).execute();
    for (const part of chunks(body.splice(0), ROWS))
      await writer
        .insertInto('body')
        .values(part)
        .onConflict((conflict) => conflict.column('hash').doNothing())
        .execute();
    for (const part of chunks(record.splice(0), ROWS)) await writer.insertInto('record').values(part).execute();
    for (const part of chunks(finding.splice(0), ROWS)) await writer.insertInto('finding').values(part).execute();
  }
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
