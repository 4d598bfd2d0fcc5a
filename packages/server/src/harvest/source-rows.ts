/** Sources as rows: those that the configuration declares, and those that people add. */
import { createHash } from 'node:crypto';
import { CallboardError } from '@callboard/core';
import type { Cause, SourceInput } from '@callboard/plugin/server';
import type { SourceSpec } from '../sources/source.ts';
import type { Database, Writer } from '../storage/database.ts';
import { holdSource, removeSource } from '../storage/sources.ts';
import { sourceIdOf } from './derived.ts';
import type { RemovalGuard } from './removals.ts';

export interface DeclaredSource {
  type: SourceInput['type'];
  target: string;
  options: Record<string, unknown>;
}

export interface Declaring {
  declared: readonly DeclaredSource[];
  /** Who named them, unless it is a configuration file: what a command line or the example names may go as it came. */
  by?: 'command line' | 'example';
  guard: RemovalGuard;
  at: string;
}

type Origin = 'config' | 'user' | 'location';

/**
 * Brings the rows of declared sources in line with the configuration. A source that is no longer declared goes with all that it said; when
 * that is much, it stays with all that it said, marked, until a person confirms: a configuration is mistyped more easily than emptied.
 */
export async function declareSources(database: Database, { declared, by, guard, at }: Declaring): Promise<void> {
  const isDue = ({ gone, changed }: ReturnType<typeof compare>) => gone.length > 0 || changed.length > 0;
  if (!isDue(compare(await readRows(database.read), declared))) return;
  await database.write(async (writer) => {
    const { gone, changed } = compare(await readRows(writer), declared);
    for (const row of gone) {
      const cause: Cause = {
        type: 'user',
        user: 'config',
        sourceId: row.id,
        reason: 'the source is not in the configuration any more',
      };
      if (row.created_by !== null || !(await isMuch(writer, row.id, guard))) {
        await removeSource(writer, row.id, cause, at);
        continue;
      }
      await writer.updateTable('source').set({ origin: 'undeclared', error: null }).where('id', '=', row.id).execute();
      await holdSource(writer, row.id, at, cause, at);
    }
    for (const { source, row } of changed) {
      const values = toRow(sourceIdOf(source.type, source.target), source, 'config', by, at);
      if (!row) {
        await writer.insertInto('source').values(values).execute();
        continue;
      }
      await writer
        .updateTable('source')
        .set({ options: values.options, origin: 'config', created_by: values.created_by })
        .where('id', '=', row.id)
        .execute();
      const cause: Cause = { type: 'user', user: 'config', sourceId: row.id, reason: 'the source is configured again' };
      if (row.origin === 'undeclared') await holdSource(writer, row.id, undefined, cause, at);
    }
  });
}

/** Whether so much would be gone with a source that a person is to be asked: what no other source says. */
async function isMuch(writer: Writer, sourceId: string, { share, atLeast }: RemovalGuard): Promise<boolean> {
  const ofSource = () =>
    writer
      .selectFrom('record')
      .innerJoin('file', 'file.id', 'record.file_id')
      .innerJoin('repository', 'repository.id', 'file.repository_id')
      .where('repository.source_id', '=', sourceId)
      .select((select) => select.fn.countAll<number>().as('count'));
  const { count: all } = await ofSource().executeTakeFirstOrThrow();
  const { count: lost } = await ofSource()
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('record as other')
            .innerJoin('file as other_file', 'other_file.id', 'other.file_id')
            .innerJoin('repository as other_repository', 'other_repository.id', 'other_file.repository_id')
            .select('other.id')
            .whereRef('other.type', '=', 'record.type')
            .whereRef('other.key', '=', 'record.key')
            .where('other_repository.source_id', '<>', sourceId),
        ),
      ),
    )
    .executeTakeFirstOrThrow();
  return Number(lost) >= atLeast && Number(lost) > share * Number(all);
}

type SourceRow = Awaited<ReturnType<typeof readRows>>[number];

function readRows(reader: Database['read'] | Writer) {
  return reader.selectFrom('source').select(['id', 'type', 'target', 'origin', 'options', 'created_by']).execute();
}

function compare(rows: SourceRow[], declared: readonly DeclaredSource[]) {
  const stored = new Map(rows.map((row) => [placeOf(row), row]));
  const wanted = new Map(declared.map((source) => [placeOf(source), source]));
  const gone = rows.filter((row) => row.origin === 'config' && !wanted.has(placeOf(row)));
  const changed = [...wanted].flatMap(([place, source]) => {
    const row = stored.get(place);
    return row?.origin === 'config' && row.options === publicOptions(source.options) ? [] : [{ source, row }];
  });
  return { gone, changed };
}

function placeOf({ type, target }: { type: string; target: string }): string {
  return `${type}:${target}`;
}

/** @throws {CallboardError} `conflict` when the same type and target are there already */
export async function insertSource(
  database: Database,
  id: string,
  input: SourceInput,
  origin: Origin,
  by: string,
  at: string,
): Promise<void> {
  await database.write(async (writer) => {
    const taken = await writer
      .selectFrom('source')
      .select('id')
      .where('type', '=', input.type)
      .where('target', '=', input.target)
      .executeTakeFirst();
    if (taken) throw alreadyExists(origin, input);
    await writer
      .insertInto('source')
      .values(toRow(id, input, origin, by, at))
      .execute();
  });
}

/** Points a source elsewhere; its entity keeps its name. @throws {CallboardError} `conflict` */
export async function updateSource(database: Database, id: string, input: SourceInput): Promise<void> {
  await database.write(async (writer) => {
    const taken = await writer
      .selectFrom('source')
      .select('id')
      .where('type', '=', input.type)
      .where('target', '=', input.target)
      .where('id', '<>', id)
      .executeTakeFirst();
    if (taken) throw alreadyExists('location', input);
    await writer
      .updateTable('source')
      .set({ type: input.type, target: input.target, options: publicOptions(input.options ?? {}), error: null })
      .where('id', '=', id)
      .execute();
  });
}

/** Every source as it is to be opened: the row, with what only the configuration has: secrets, and the globs that hold for all. */
export async function readSpecs(
  database: Database,
  declared: readonly DeclaredSource[],
  common: (type: string) => Record<string, unknown>,
): Promise<SourceSpec[]> {
  const rows = await database.read
    .selectFrom('source')
    .select(['id', 'type', 'target', 'options', 'origin', 'entity_ref'])
    // One that is no longer declared is not read any more; what it said waits for a person.
    .where('origin', '<>', 'undeclared')
    .orderBy('position')
    .execute();
  const secrets = new Map(declared.map((source) => [placeOf(source), source.options]));
  return rows.map((row) => {
    // The file that names it has the Location entity: it needs no other.
    const direct = row.origin === 'derived' ? { direct: true } : {};
    // It keeps its name when the location is pointed elsewhere.
    const named = row.entity_ref ? { entityName: row.entity_ref.slice(row.entity_ref.indexOf('/') + 1) } : {};
    return {
      id: row.id,
      type: row.type as SourceSpec['type'],
      target: row.target,
      options: {
        ...common(row.type),
        ...direct,
        ...named,
        ...(JSON.parse(row.options) as object),
        ...secrets.get(placeOf(row)),
      },
    };
  });
}

function alreadyExists(origin: Origin, input: SourceInput): CallboardError {
  return new CallboardError(
    'conflict',
    `${origin === 'location' ? 'Location' : 'Source'} ${input.type}:${input.target} already exists`,
  );
}

function toRow(id: string, input: SourceInput, origin: Origin, by: string | undefined, at: string) {
  const single = input.type === 'url' || input.type === 'file';
  return {
    id,
    type: input.type,
    target: input.target,
    options: publicOptions(input.options ?? {}),
    origin,
    entity_ref: single
      ? `location:default/generated-${createHash('sha1').update(`${input.type}:${input.target}`).digest('hex')}`
      : null,
    position: Date.now(),
    created_at: at,
    created_by: by ?? null,
    error: null,
  };
}

/** Options without secrets, as JSON: what goes into the database. */
function publicOptions(options: Record<string, unknown>): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(options).filter(([key]) => key !== 'token' && key !== 'username')),
  );
}

/** Sources that were declared once, in the order of registration. */
export async function undeclaredSources(database: Database): Promise<string[]> {
  const rows = await database.read
    .selectFrom('source')
    .select('id')
    .where('origin', '=', 'undeclared')
    .orderBy('position')
    .execute();
  return rows.map(({ id }) => id);
}
