/** Sources that files name: a Location entity that points elsewhere makes one, and it goes when no file says so any more. */
import { createHash } from 'node:crypto';
import type { SourceDraft } from '@callboard/plugin/server';
import { removeSource } from '../storage/sources.ts';
import type { Database } from '../storage/database.ts';

/** The id of a source that is not added by a person: the same one each time. */
export function sourceIdOf(type: string, target: string): string {
  const hex = createHash('sha256').update(`${type}:${target}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Brings the derived sources in line with what the stored files name. @returns whether any came or went */
export async function syncDerivedSources(database: Database, at: string): Promise<boolean> {
  const files = await database.read.selectFrom('file').select('sources').where('sources', '<>', '[]').execute();
  const wanted = new Map<string, SourceDraft>();
  for (const file of files) for (const draft of JSON.parse(file.sources) as SourceDraft[]) wanted.set(`${draft.type}:${draft.target}`, draft);
  const stored = await database.read.selectFrom('source').select(['id', 'type', 'target', 'origin']).execute();
  const known = new Set(stored.map((row) => `${row.type}:${row.target}`));
  const added = [...wanted].filter(([key]) => !known.has(key));
  const dropped = stored.filter((row) => row.origin === 'derived' && !wanted.has(`${row.type}:${row.target}`));
  if (!added.length && !dropped.length) return false;
  await database.write(async (writer) => {
    for (const [, draft] of added) {
      await writer
        .insertInto('source')
        .values({ id: sourceIdOf(draft.type, draft.target), type: draft.type, target: draft.target, options: '{}', origin: 'derived', entity_ref: null, position: Date.now(), created_at: at, created_by: null, error: null })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    }
    for (const row of dropped) await removeSource(writer, row.id, { type: 'harvest', sourceId: row.id, reason: 'no file names this source any more' }, at);
  });
  return true;
}
