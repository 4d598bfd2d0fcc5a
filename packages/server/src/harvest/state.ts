/** What is stored of a source's repositories, as a harvest needs it. */
import type { Follow, SourceDraft } from '@callboard/plugin/server';
import type { Database } from '../storage/database.ts';
import type { StoredClaim } from './plan.ts';
import type { Dependency, StoredFile } from './reading.ts';

export interface StoredRepository {
  id: number;
  name: string;
  head: string;
  fingerprint: string;
  error: string | null;
}

export async function loadRepositories(database: Database, sourceId: string): Promise<Map<string, StoredRepository>> {
  const rows = await database.read.selectFrom('repository').select(['id', 'name', 'head', 'fingerprint', 'error']).where('source_id', '=', sourceId).execute();
  return new Map(rows.map((row) => [row.name, row]));
}

/** Files and claims of a repository, and its own findings as comparable texts, sorted. */
export async function loadRepositoryState(database: Database, repositoryId: number): Promise<{ files: StoredFile[]; claims: StoredClaim[]; findings: string[] }> {
  const files = await database.read.selectFrom('file').selectAll().where('repository_id', '=', repositoryId).execute();
  const claims = await database.read
    .selectFrom('record')
    .innerJoin('file', 'file.id', 'record.file_id')
    .select(['record.id', 'record.type', 'record.key', 'record.file_id', 'record.document', 'record.line', 'record.column_no', 'record.positions', 'record.hash', 'record.state'])
    .where('file.repository_id', '=', repositoryId)
    .execute();
  const findings = await database.read.selectFrom('finding').select(['file', 'line', 'code', 'message']).where('repository_id', '=', repositoryId).where('file_id', 'is', null).execute();
  return {
    files: files.map((row) => ({
      id: row.id,
      harvester: row.harvester,
      path: row.path,
      hash: row.hash,
      deps: JSON.parse(row.deps) as Dependency[],
      follow: JSON.parse(row.follow) as Follow[],
      sources: JSON.parse(row.sources) as SourceDraft[],
    })),
    claims: claims.map((row) => ({
      id: row.id,
      type: row.type,
      key: row.key,
      fileId: row.file_id,
      document: row.document,
      line: row.line,
      column: row.column_no,
      positions: row.positions,
      hash: row.hash,
      state: row.state,
    })),
    findings: findings.map((row) => `${row.file}\n${row.line}\n${row.code}\n${row.message}`).sort(),
  };
}

/** Stores why a source could not be harvested, or that it could. @returns whether that is news */
export async function setSourceError(database: Database, sourceId: string, error: { code: string; message: string; hint: string } | undefined): Promise<boolean> {
  const text = error ? JSON.stringify(error) : null;
  const row = await database.read.selectFrom('source').select('error').where('id', '=', sourceId).executeTakeFirst();
  if (!row || row.error === text) return false;
  await database.write((writer) => writer.updateTable('source').set({ error: text }).where('id', '=', sourceId).execute());
  return true;
}
