/** Sources that files name: a Location entity that points elsewhere makes one, and it goes when no file says so any more. */
import { createHash } from 'node:crypto';
import type { SourceDraft } from '@callboard/plugin/server';
import type { Database, Writer } from '../storage/database.ts';
import { removeSource } from '../storage/sources.ts';

/** The id of a source that is not added by a person: the same one each time. */
export function sourceIdOf(type: string, target: string): string {
  const hex = createHash('sha256').update(`${type}:${target}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

interface SourceRow {
  id: string;
  type: string;
  target: string;
  origin: string;
}

/** Brings the derived sources in line with what the stored files name. @returns number of the last change; `undefined` when none came or went */
export async function syncDerivedSources(database: Database, at: string): Promise<number | undefined> {
  const { added, dropped } = await compare(database.read);
  if (!added.length && !dropped.length) return undefined;
  return database.write(async (writer) => {
    const now = await compare(writer);
    let last = 0;
    for (const draft of now.added) await writer.insertInto('source').values(toRow(draft, at)).execute();
    for (const row of now.dropped) {
      const seq = await removeSource(
        writer,
        row.id,
        { type: 'harvest', sourceId: row.id, reason: 'no file names this source any more' },
        at,
      );
      last = Math.max(last, seq);
    }
    return last;
  });
}

async function compare(reader: Database['read'] | Writer): Promise<{ added: SourceDraft[]; dropped: SourceRow[] }> {
  const rows = await reader.selectFrom('source').select(['id', 'type', 'target', 'origin']).execute();
  const files = await reader
    .selectFrom('file')
    .innerJoin('repository', 'repository.id', 'file.repository_id')
    .select(['repository.source_id', 'file.sources'])
    .where('file.sources', '<>', '[]')
    .execute();
  const named = Map.groupBy(files, (file) => file.source_id);
  const known = new Map(rows.map((row) => [keyOf(row), row]));
  const added = new Map<string, SourceDraft>();
  const living = new Set(rows.filter((row) => row.origin !== 'derived').map((row) => row.id));
  // From what people registered along what files name: two that only name each other are not kept alive by that.
  for (const id of living) {
    for (const file of named.get(id) ?? []) {
      for (const draft of JSON.parse(file.sources) as SourceDraft[]) {
        const row = known.get(keyOf(draft));
        if (row) living.add(row.id);
        else added.set(keyOf(draft), draft);
      }
    }
  }
  return { added: [...added.values()], dropped: rows.filter((row) => !living.has(row.id)) };
}

function keyOf({ type, target }: { type: string; target: string }): string {
  return `${type}:${target}`;
}

function toRow({ type, target }: SourceDraft, at: string) {
  return {
    id: sourceIdOf(type, target),
    type,
    target,
    options: '{}',
    origin: 'derived',
    entity_ref: null,
    position: Date.now(),
    created_at: at,
    created_by: null,
    error: null,
  };
}
