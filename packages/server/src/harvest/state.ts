/** What is stored of a source's repositories, as a harvest needs it. */
import type { Follow, SourceDraft } from '@callboard/plugin/server';
import { chunks } from '../chunks.ts';
import type { Database } from '../storage/database.ts';
import { LOCATION_PATH } from '../sources/generated-location.ts';
import { findingText, type RepositoryState } from './plan.ts';
import type { Dependency } from './reading.ts';

const NAMES = 400;

export interface StoredRepository {
  id: number;
  name: string;
  url: string | null;
  head: string;
  fingerprint: string;
  error: string | null;
  revision: number;
}

/** Why something could not be read, as it is stored and shown. */
export interface Failure {
  code: string;
  message: string;
  hint: string;
  /** ISO 8601: when it was first seen. */
  since?: string;
}

/** The stored repositories of a source, by name. @param names only these */
export async function loadRepositories(
  database: Database,
  sourceId: string,
  names?: readonly string[],
): Promise<Map<string, StoredRepository>> {
  const all = database.read
    .selectFrom('repository')
    .select(['id', 'name', 'url', 'head', 'fingerprint', 'error', 'revision'])
    .where('source_id', '=', sourceId);
  if (!names) return new Map((await all.execute()).map((row) => [row.name, row]));
  const found = new Map<string, StoredRepository>();
  for (const part of chunks(names, NAMES))
    for (const row of await all.where('name', 'in', part).execute()) found.set(row.name, row);
  return found;
}

export async function loadRepositoryState(database: Database, repositoryId: number): Promise<RepositoryState> {
  const files = await database.read.selectFrom('file').selectAll().where('repository_id', '=', repositoryId).execute();
  const claims = await database.read
    .selectFrom('record')
    .innerJoin('file', 'file.id', 'record.file_id')
    .select([
      'record.id',
      'record.type',
      'record.key',
      'record.file_id',
      'record.document',
      'record.line',
      'record.column_no',
      'record.positions',
      'record.hash',
      'record.state',
      'file.path',
    ])
    .where('file.repository_id', '=', repositoryId)
    .orderBy('record.id')
    .execute();
  const findings = await database.read
    .selectFrom('finding')
    .selectAll()
    .where('repository_id', '=', repositoryId)
    .execute();
  const texts = new Map<number | null, string[]>();
  for (const row of findings) {
    const text = findingText({ ...row, column: row.column_no, level: row.level as 'error', entityRef: row.key });
    const known = texts.get(row.file_id);
    if (known) known.push(text);
    else texts.set(row.file_id, [text]);
  }
  for (const list of texts.values()) list.sort();
  return {
    files: files.map((row) => ({
      id: row.id,
      harvester: row.harvester,
      path: row.path,
      hash: row.hash,
      deps: JSON.parse(row.deps) as Dependency[],
      follow: JSON.parse(row.follow) as Follow[],
      sources: JSON.parse(row.sources) as SourceDraft[],
      location: {
        ref: row.location,
        ...(row.view_url ? { viewUrl: row.view_url } : {}),
        ...(row.edit_url ? { editUrl: row.edit_url } : {}),
      },
      canonical: row.canonical,
    })),
    claims: claims.map(({ file_id, column_no, ...row }) => ({ ...row, fileId: file_id, column: column_no })),
    findings: texts,
  };
}

/** Stores why a source could not be harvested, and since when, or that it could. @returns whether that is news */
export async function setSourceError(
  database: Database,
  sourceId: string,
  error: Failure | undefined,
  at: string,
): Promise<boolean> {
  const row = await database.read.selectFrom('source').select('error').where('id', '=', sourceId).executeTakeFirst();
  if (!row) return false;
  const before = row.error ? (JSON.parse(row.error) as Failure) : undefined;
  const text = error ? JSON.stringify({ ...error, since: before?.since ?? at }) : null;
  if (row.error === text || (before && error && sameFailure(before, error))) return false;
  await database.write((writer) =>
    writer.updateTable('source').set({ error: text }).where('id', '=', sourceId).execute(),
  );
  return true;
}

function sameFailure(one: Failure, other: Failure): boolean {
  return one.code === other.code && one.message === other.message && one.hint === other.hint;
}

/** Types of sources that are about one file: when that cannot be read, nothing can. */
const ONE_FILE = new Set(['url', 'file']);
const UNREAD = [
  'source-unreachable',
  'source-not-found',
  'source-auth',
  'source-rate-limited',
  'response-too-slow',
  'address-refused',
  'redirect-refused',
  'file-unreadable',
  'location-target-missing',
];

/** Why the one file that a source is about could not be read. */
export async function failureOfTarget(
  database: Database,
  { id, type, target }: { id: string; type: string; target: string },
): Promise<Failure | undefined> {
  if (!ONE_FILE.has(type)) return undefined;
  const found = await database.read
    .selectFrom('finding')
    .select(['code', 'message', 'hint', 'since'])
    .where('source_id', '=', id)
    .where('level', '=', 'error')
    .where('key', 'is', null)
    .where('file', 'in', [LOCATION_PATH, target])
    .where('code', 'in', UNREAD)
    .orderBy('id')
    .executeTakeFirst();
  return found;
}

/** What is to be said of a source of which some repositories cannot be read. */
export async function failureOfRepositories(database: Database, sourceId: string): Promise<Failure | undefined> {
  const repositories = database.read.selectFrom('repository').where('source_id', '=', sourceId);
  const failed = await repositories.select(['name', 'error']).where('error', 'is not', null).orderBy('name').execute();
  const first = failed[0];
  if (!first) return undefined;
  const failure = JSON.parse(first.error!) as Failure;
  const { count } = await repositories
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  if (Number(count) === 1) return failure;
  return {
    ...failure,
    message: `${failed.length} of ${count} repositories could not be read. ${first.name}: ${failure.message}`,
  };
}
