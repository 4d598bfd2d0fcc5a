/** What removing a source, or claims, takes along. */
import type { Cause, RecordState } from '@callboard/plugin/server';
import { chunks } from '../chunks.ts';
import { settle, visibleOf } from './claims.ts';
import type { Writer } from './database.ts';

const ROWS = 400;

/** Removes a source with its repositories, files, claims and findings. @returns number of the last change */
export async function removeSource(writer: Writer, sourceId: string, cause: Cause, at: string): Promise<number> {
  const rows = await writer
    .selectFrom('record')
    .innerJoin('file', 'file.id', 'record.file_id')
    .innerJoin('repository', 'repository.id', 'file.repository_id')
    .select(['record.id', 'record.type', 'record.key'])
    .where('repository.source_id', '=', sourceId)
    .execute();
  const last = await removeClaims(writer, rows, cause, at);
  const repositories = writer.selectFrom('repository').select('id').where('source_id', '=', sourceId);
  await writer.deleteFrom('file').where('repository_id', 'in', repositories).execute();
  await writer.deleteFrom('repository').where('source_id', '=', sourceId).execute();
  await writer.deleteFrom('finding').where('source_id', '=', sourceId).execute();
  await writer.deleteFrom('source').where('id', '=', sourceId).execute();
  return last;
}

/** Removes what a source no longer says and what waited for a person. @returns number of the last change */
export async function removeHeld(writer: Writer, sourceId: string, cause: Cause, at: string): Promise<number> {
  const rows = await writer
    .selectFrom('record')
    .innerJoin('file', 'file.id', 'record.file_id')
    .innerJoin('repository', 'repository.id', 'file.repository_id')
    .select(['record.id', 'record.type', 'record.key'])
    .where('repository.source_id', '=', sourceId)
    .where('record.state', 'like', '%"held":%')
    .execute();
  return removeClaims(writer, rows, cause, at);
}

/** Marks all that a source says as waiting for a person, or as waiting no more. @returns number of the last change */
export async function holdSource(
  writer: Writer,
  sourceId: string,
  since: string | undefined,
  cause: Cause,
  at: string,
): Promise<number> {
  const rows = await writer
    .selectFrom('record')
    .innerJoin('file', 'file.id', 'record.file_id')
    .innerJoin('repository', 'repository.id', 'file.repository_id')
    .select(['record.id', 'record.type', 'record.key', 'record.state'])
    .where('repository.source_id', '=', sourceId)
    .execute();
  let last = 0;
  for (const [type, ofType] of Map.groupBy(rows, (row) => row.type)) {
    const keys = [...new Set(ofType.map(({ key }) => key))];
    const before = await visibleOf(writer, type, keys);
    // Hardly any record has a state of its own.
    for (const [text, same] of Map.groupBy(ofType, (row) => row.state)) {
      const { held: _held, ...rest } = JSON.parse(text) as RecordState;
      const state = JSON.stringify({ ...rest, ...(since !== undefined && { held: { since } }) });
      for (const part of chunks(
        same.map(({ id }) => id),
        ROWS,
      ))
        await writer.updateTable('record').set({ state }).where('id', 'in', part).execute();
    }
    last = Math.max(last, await settle(writer, type, before, keys, at, () => cause));
  }
  return last;
}

/** Removes claims; where another file claims the same key, it takes over. @returns number of the last change */
export async function removeClaims(
  writer: Writer,
  claims: { id: number; type: string; key: string }[],
  cause: Cause,
  at: string,
): Promise<number> {
  let last = 0;
  for (const [type, ofType] of Map.groupBy(claims, (claim) => claim.type)) {
    const keys = [...new Set(ofType.map((claim) => claim.key))];
    const before = await visibleOf(writer, type, keys);
    for (const part of chunks(
      ofType.map((claim) => claim.id),
      ROWS,
    )) {
      await outdateHarvests(writer, part);
      await writer.deleteFrom('record').where('id', 'in', part).execute();
    }
    last = Math.max(last, await settle(writer, type, before, keys, at, () => cause));
  }
  return last;
}

/** A harvest that is going on has compared with what is now removed: it has to compare again. */
async function outdateHarvests(writer: Writer, recordIds: number[]): Promise<void> {
  const files = writer.selectFrom('record').select('file_id').where('id', 'in', recordIds);
  const repositories = writer.selectFrom('file').select('repository_id').where('id', 'in', files);
  await writer
    .updateTable('repository')
    .set((field) => ({ revision: field('revision', '+', 1) }))
    .where('id', 'in', repositories)
    .execute();
}
