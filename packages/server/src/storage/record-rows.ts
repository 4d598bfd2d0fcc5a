/** The queries that give records and claims, and the shapes that come out of them. */
import type { Claim, Position, RecordState, StoredRecordWithBody } from '@callboard/plugin/server';
import { sql, type InferResult, type Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** Active records of a type, with their bodies. */
export function activeRecords(reader: Kysely<Tables>, type: string) {
  return withBodies(reader).where('record.type', '=', type).where('record.active', '=', 1);
}

function withBodies(reader: Kysely<Tables>) {
  return reader
    .selectFrom('record')
    .innerJoin('body', 'body.hash', 'record.hash')
    .select([
      'record.id',
      'record.uid',
      'record.type',
      'record.key',
      'record.hash',
      'record.state',
      'record.created_at',
      'record.changed_at',
      'record.changed_seq',
      'body.text',
    ]);
}

/** As `activeRecords`, by id, after one. */
export function activeRecordsInOrder(reader: Kysely<Tables>, type: string, after: number) {
  return (
    withBodies(reader)
      // An expression, so that SQLite walks along the ids: by the index of types it would sort all that is left for every batch.
      .where(sql<string>`record.type || ''`, '=', type)
      .where('record.active', '=', 1)
      .where('record.id', '>', after)
      .orderBy('record.id')
  );
}

/** Claims with all that is known of where they come from. */
export function claims(reader: Kysely<Tables>, type: string) {
  return reader
    .selectFrom('record')
    .innerJoin('file', 'file.id', 'record.file_id')
    .innerJoin('repository', 'repository.id', 'file.repository_id')
    .innerJoin('source', 'source.id', 'repository.source_id')
    .select([
      'record.id',
      'record.key',
      'record.file_id',
      'record.hash',
      'record.active',
      'record.document',
      'record.line',
      'record.column_no',
      'record.positions',
      'file.path',
      'file.location',
      'file.canonical',
      'repository.id as repository_id',
      'repository.name as repository_name',
      'source.id as source_id',
      'source.type as source_type',
      'source.target as source_target',
    ])
    .where('record.type', '=', type);
}

type RecordRow = InferResult<ReturnType<typeof activeRecords>>[number];
type ClaimRow = InferResult<ReturnType<typeof claims>>[number];

export function toRecord(row: RecordRow): StoredRecordWithBody {
  return {
    id: row.id,
    uid: row.uid,
    type: row.type,
    key: row.key,
    hash: row.hash,
    state: JSON.parse(row.state) as RecordState,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    changedSeq: row.changed_seq,
    body: row.text,
  };
}

export function toClaim(row: ClaimRow): Claim {
  const local = row.source_type === 'folder' || row.source_type === 'file';
  return {
    recordId: row.id,
    hash: row.hash,
    active: Boolean(row.active),
    canonical: row.canonical,
    positions: JSON.parse(row.positions) as Record<string, Position>,
    sourceId: row.source_id,
    repositoryId: row.repository_id,
    repository: row.repository_name,
    origin: `${local ? 'file' : 'url'}:${row.source_target}`,
    path: row.path,
    location: row.location,
    document: row.document,
    line: row.line,
    column: row.column_no,
  };
}
