/** Sources as rows: those that the configuration declares, and those that people add. */
import { createHash } from 'node:crypto';
import { CallboardError } from '@callboard/core';
import type { SourceInput } from '@callboard/plugin/server';
import type { SourceSpec } from '../sources/source.ts';
import type { Database } from '../storage/database.ts';
import { removeSource } from '../storage/sources.ts';
import { sourceIdOf } from './derived.ts';

export interface DeclaredSource {
  type: SourceInput['type'];
  target: string;
  options: Record<string, unknown>;
}

type Origin = 'config' | 'user' | 'location';

/** Brings the rows of declared sources in line with the configuration; what is no longer declared goes with all that it said. */
export async function declareSources(database: Database, declared: readonly DeclaredSource[], at: string): Promise<void> {
  const stored = await database.read.selectFrom('source').select(['id', 'origin', 'options']).execute();
  const wanted = new Map(declared.map((source) => [sourceIdOf(source.type, source.target), source]));
  const gone = stored.filter((row) => row.origin === 'config' && !wanted.has(row.id));
  const changed = [...wanted].filter(([id, source]) => {
    const row = stored.find((candidate) => candidate.id === id);
    return row?.origin !== 'config' || row.options !== publicOptions(source.options);
  });
  if (!gone.length && !changed.length) return;
  await database.write(async (writer) => {
    for (const row of gone) await removeSource(writer, row.id, { type: 'user', user: 'config', sourceId: row.id, reason: 'the source is not in the configuration any more' }, at);
    for (const [id, source] of changed) {
      await writer.deleteFrom('source').where('id', '=', id).execute();
      await writer.insertInto('source').values(toRow(id, source, 'config', undefined, at)).execute();
    }
  });
}

/** @throws {CallboardError} `conflict` when the same type and target are there already */
export async function insertSource(database: Database, id: string, input: SourceInput, origin: Origin, by: string, at: string): Promise<void> {
  await database.write(async (writer) => {
    const taken = await writer.selectFrom('source').select('id').where('type', '=', input.type).where('target', '=', input.target).executeTakeFirst();
    if (taken) throw alreadyExists(origin, input);
    await writer.insertInto('source').values(toRow(id, input, origin, by, at)).execute();
  });
}

/** Points a source elsewhere; its entity keeps its name. @throws {CallboardError} `conflict` */
export async function updateSource(database: Database, id: string, input: SourceInput): Promise<void> {
  await database.write(async (writer) => {
    const taken = await writer.selectFrom('source').select('id').where('type', '=', input.type).where('target', '=', input.target).where('id', '<>', id).executeTakeFirst();
    if (taken) throw alreadyExists('location', input);
    await writer.updateTable('source').set({ type: input.type, target: input.target, options: publicOptions(input.options ?? {}), error: null }).where('id', '=', id).execute();
  });
}

/** Every source as it is to be opened: the row, with the secrets that only the configuration has. */
export async function readSpecs(database: Database, declared: readonly DeclaredSource[]): Promise<SourceSpec[]> {
  const rows = await database.read.selectFrom('source').select(['id', 'type', 'target', 'options']).orderBy('position').execute();
  const secrets = new Map(declared.map((source) => [sourceIdOf(source.type, source.target), source.options]));
  return rows.map((row) => ({ id: row.id, type: row.type as SourceSpec['type'], target: row.target, options: { ...(JSON.parse(row.options) as object), ...secrets.get(row.id) } }));
}

function alreadyExists(origin: Origin, input: SourceInput): CallboardError {
  return new CallboardError('conflict', `${origin === 'location' ? 'Location' : 'Source'} ${input.type}:${input.target} already exists`);
}

function toRow(id: string, input: SourceInput, origin: Origin, by: string | undefined, at: string) {
  const single = input.type === 'url' || input.type === 'file';
  return {
    id,
    type: input.type,
    target: input.target,
    options: publicOptions(input.options ?? {}),
    origin,
    entity_ref: single ? `location:default/generated-${createHash('sha1').update(`${input.type}:${input.target}`).digest('hex')}` : null,
    position: Date.now(),
    created_at: at,
    created_by: by ?? null,
    error: null,
  };
}

/** Options without secrets, as JSON: what goes into the database. */
function publicOptions(options: Record<string, unknown>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(options).filter(([key]) => key !== 'token' && key !== 'username')));
}
