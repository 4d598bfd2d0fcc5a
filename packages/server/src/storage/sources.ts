/** Rows of sources, and what removing one takes along. */
import type { Cause } from '@callboard/plugin/server';
import { chunks } from '../chunks.ts';
import { settle, visibleOf } from './claims.ts';
import type { Writer } from './database.ts';

const ROWS = 400;

/** Removes a source with its repositories, files, claims and findings. @returns number of the last change */
export async function removeSource(writer: Writer, sourceId: string, cause: Cause, at: string): Promise<number> {
  const repositories = (await writer.selectFrom('repository').select('id').where('source_id', '=', sourceId).execute()).map((row) => row.id);
  let last = 0;
  for (const part of chunks(repositories, ROWS)) last = Math.max(last, await removeRepositories(writer, part, cause, at));
  await writer.deleteFrom('finding').where('source_id', '=', sourceId).execute();
  await writer.deleteFrom('source').where('id', '=', sourceId).execute();
  return last;
}

async function removeRepositories(writer: Writer, ids: number[], cause: Cause, at: string): Promise<number> {
  const claims = await writer
    .selectFrom('record')
    .innerJoin('file', 'file.id', 'record.file_id')
    .select(['record.id', 'record.type', 'record.key'])
    .where('file.repository_id', 'in', ids)
    .execute();
  const last = await removeClaims(writer, claims, cause, at);
  await writer.deleteFrom('file').where('repository_id', 'in', ids).execute();
  await writer.deleteFrom('repository').where('id', 'in', ids).execute();
  return last;
}

/** Removes claims; where another file claims the same key, it takes over. @returns number of the last change */
export async function removeClaims(writer: Writer, claims: { id: number; type: string; key: string }[], cause: Cause, at: string): Promise<number> {
  let last = 0;
  for (const [type, ofType] of Map.groupBy(claims, (claim) => claim.type)) {
    const keys = [...new Set(ofType.map((claim) => claim.key))];
    const before = await visibleOf(writer, type, keys);
    for (const part of chunks(ofType.map((claim) => claim.id), ROWS)) await writer.deleteFrom('record').where('id', 'in', part).execute();
    last = Math.max(last, await settle(writer, type, before, keys, at, () => cause));
  }
  return last;
}
