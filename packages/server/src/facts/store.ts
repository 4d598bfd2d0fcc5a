/** Facts as they are stored: the newest value of each, and when it was another. */
import type { FactValue, StoredFact } from '@callboard/plugin/server';
import { sql, type SelectQueryBuilder } from 'kysely';
import { chunks } from '../chunks.ts';
import type { Database, Writer } from '../storage/database.ts';
import type { Tables } from '../storage/tables.ts';

/** What is said of a fact, checked. */
export interface FactNote {
  plugin: string;
  fact: string;
  entity: string;
  /** `null`: there is none; absent: it could not be had. */
  value?: FactValue | null;
  error?: string;
  at: string;
}

export interface FactQuery {
  entity?: string;
  plugin?: string;
  fact?: string;
  /** Kind of the entities, lower case. */
  kind?: string;
  sort?: 'value' | '-value' | 'entity';
  limit: number;
  offset: number;
}

/** What a fact was from a moment on; `null`: there was none. */
export interface FactChange {
  at: string;
  value: FactValue | null;
}

type Row = Tables['fact'];
const CHUNK = 400;
/** Changes of one fact of one entity that are kept, and for how many days at most. */
const MOST_CHANGES = 500;
const DAYS = 400;

export class FactStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Writes what is new. @returns those of which nothing is new but that they were looked at */
  async write(notes: readonly FactNote[]): Promise<FactNote[]> {
    const same: FactNote[] = [];
    for (const chunk of chunks(notes, CHUNK)) {
      const known = await this.#rowsOf(chunk);
      const rows = new Map<string, Row>();
      const changes = new Map<string, Tables['fact_change']>();
      for (const note of chunk) {
        const key = keyOf(note);
        const row = rows.get(key) ?? known.get(key);
        const next = nextRow(row, note);
        if (next === undefined) same.push(note);
        else rows.set(key, next);
        const change = changeBy(row, note);
        if (change) changes.set(`${key} ${note.at}`, change);
      }
      if (!rows.size && !changes.size) continue;
      await this.#database.write(async (writer) => {
        if (rows.size) await putRows(writer, [...rows.values()]);
        if (changes.size)
          await writer
            .insertInto('fact_change')
            .values([...changes.values()])
            .onConflict((conflict) =>
              conflict
                .columns(['plugin', 'fact', 'entity', 'at'])
                .doUpdateSet((set) => ({ value: set.ref('excluded.value') })),
            )
            .execute();
      });
    }
    return same;
  }

  /** Notes when facts that are what they were have been looked at. */
  async touch(notes: readonly FactNote[]): Promise<void> {
    if (!notes.length) return;
    const groups = Map.groupBy(notes, (note) => JSON.stringify([note.plugin, note.fact, 'value' in note]));
    await this.#database.write(async (writer) => {
      for (const group of groups.values()) {
        const { plugin, fact } = group[0]!;
        const at = group.reduce((latest, note) => (note.at > latest ? note.at : latest), '');
        for (const chunk of chunks(group, CHUNK))
          await writer
            .updateTable('fact')
            .set({ tried_at: at, ...('value' in group[0]! ? { seen_at: at } : {}) })
            .where('plugin', '=', plugin)
            .where('fact', '=', fact)
            .where(
              'entity',
              'in',
              chunk.map(({ entity }) => entity),
            )
            .execute();
      }
    });
  }

  async list(query: FactQuery): Promise<{ items: StoredFact[]; totalItems: number }> {
    const { sort = 'entity', limit, offset } = query;
    const matching = () => narrowed(this.#database.read.selectFrom('fact').where('value', 'is not', null), query);
    const { total } = await matching()
      .select((select) => select.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    let rows = matching().selectAll();
    if (sort !== 'entity') {
      const direction = sort === 'value' ? 'asc' : 'desc';
      rows = rows.orderBy('amount', direction).orderBy('value', direction);
    }
    const found = await rows.orderBy('entity').orderBy('plugin').orderBy('fact').limit(limit).offset(offset).execute();
    return { items: found.map(factOf), totalItems: Number(total) };
  }

  /** How facts of an entity changed, by `<plugin>/<id>`, the newest first. */
  async history(
    entity: string,
    { plugin, fact, limit }: { plugin?: string; fact?: string; limit: number },
  ): Promise<Map<string, FactChange[]>> {
    let rows = this.#database.read
      .selectFrom('fact_change')
      .select(['plugin', 'fact', 'at', 'value'])
      .select(sql<number>`row_number() OVER (PARTITION BY plugin, fact ORDER BY at DESC)`.as('place'))
      .where('entity', '=', entity);
    if (plugin !== undefined && fact !== undefined) rows = rows.where('plugin', '=', plugin).where('fact', '=', fact);
    const found = await this.#database.read
      .selectFrom(rows.as('one'))
      .selectAll()
      .where('place', '<=', limit)
      .orderBy('at', 'desc')
      .execute();
    const changes = new Map<string, FactChange[]>();
    for (const row of found) {
      const id = `${row.plugin}/${row.fact}`;
      changes.set(id, [...(changes.get(id) ?? []), { at: row.at, value: valueOf(row.value) }]);
    }
    return changes;
  }

  async removePlugin(plugin: string): Promise<void> {
    await this.#database.write(async (writer) => {
      await writer.deleteFrom('fact').where('plugin', '=', plugin).execute();
      await writer.deleteFrom('fact_change').where('plugin', '=', plugin).execute();
    });
  }

  async removeEntities(entities: readonly string[]): Promise<void> {
    for (const chunk of chunks(entities, CHUNK)) {
      await this.#database.write(async (writer) => {
        await writer.deleteFrom('fact').where('entity', 'in', chunk).execute();
        await writer.deleteFrom('fact_change').where('entity', 'in', chunk).execute();
      });
    }
  }

  /** Removes what is too old, too much, or of entities that are gone. */
  async tidy(now: Date): Promise<void> {
    const gone = await this.#database.read
      .selectFrom('fact')
      .select('entity')
      .distinct()
      .where((where) =>
        where.not(
          where.exists(
            where
              .selectFrom('record')
              .select('record.id')
              .where('record.type', '=', 'entity')
              .where('record.active', '=', 1)
              .whereRef('record.key', '=', 'fact.entity'),
          ),
        ),
      )
      .execute();
    await this.removeEntities(gone.map(({ entity }) => entity));
    const oldest = new Date(now.getTime() - DAYS * 86_400_000).toISOString();
    const crowded = await this.#database.read
      .selectFrom('fact_change')
      .select(['plugin', 'fact', 'entity'])
      .groupBy(['plugin', 'fact', 'entity'])
      .having((have) => have.fn.countAll<number>(), '>', MOST_CHANGES)
      .execute();
    await this.#database.write(async (writer) => {
      // What it was when the time that is kept began stays: it is so since then.
      await writer
        .deleteFrom('fact_change')
        .where('at', '<', oldest)
        .where((where) =>
          where.exists(
            where
              .selectFrom('fact_change as later')
              .select('later.at')
              .whereRef('later.plugin', '=', 'fact_change.plugin')
              .whereRef('later.fact', '=', 'fact_change.fact')
              .whereRef('later.entity', '=', 'fact_change.entity')
              .whereRef('later.at', '>', 'fact_change.at'),
          ),
        )
        .execute();
      for (const { plugin, fact, entity } of crowded) await thin(writer, plugin, fact, entity);
    });
  }

  async #rowsOf(notes: readonly FactNote[]): Promise<Map<string, Row>> {
    const distinct = (key: 'plugin' | 'fact' | 'entity') => [...new Set(notes.map((note) => note[key]))];
    const rows = await this.#database.read
      .selectFrom('fact')
      .selectAll()
      .where('plugin', 'in', distinct('plugin'))
      .where('fact', 'in', distinct('fact'))
      .where('entity', 'in', distinct('entity'))
      .execute();
    return new Map(rows.map((row) => [keyOf(row), row]));
  }
}

async function thin(writer: Writer, plugin: string, fact: string, entity: string): Promise<void> {
  const [first] = await writer
    .selectFrom('fact_change')
    .select('at')
    .where('plugin', '=', plugin)
    .where('fact', '=', fact)
    .where('entity', '=', entity)
    .orderBy('at', 'desc')
    .offset(MOST_CHANGES - 1)
    .limit(1)
    .execute();
  if (!first) return;
  await writer
    .deleteFrom('fact_change')
    .where('plugin', '=', plugin)
    .where('fact', '=', fact)
    .where('entity', '=', entity)
    .where('at', '<', first.at)
    .execute();
}

async function putRows(writer: Writer, rows: readonly Row[]): Promise<void> {
  await writer
    .insertInto('fact')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['plugin', 'fact', 'entity']).doUpdateSet((set) => ({
        value: set.ref('excluded.value'),
        amount: set.ref('excluded.amount'),
        since: set.ref('excluded.since'),
        seen_at: set.ref('excluded.seen_at'),
        tried_at: set.ref('excluded.tried_at'),
        error: set.ref('excluded.error'),
      })),
    )
    .execute();
}

/** @returns `undefined` when it is what it was */
function nextRow(row: Row | undefined, { plugin, fact, entity, value, error, at }: FactNote): Row | undefined {
  const before: Row = row ?? {
    plugin,
    fact,
    entity,
    value: null,
    amount: null,
    since: null,
    seen_at: null,
    tried_at: at,
    error: null,
  };
  if (value === undefined)
    return row && row.error === (error ?? null) ? undefined : { ...before, tried_at: at, error: error ?? null };
  if (isOlder(row, at)) return undefined;
  const text = value === null ? null : JSON.stringify(value);
  if (row && row.value === text && row.error === null) return undefined;
  const since = row && row.value === text ? row.since : at;
  return { ...before, value: text, amount: amountOf(value), since, seen_at: at, tried_at: at, error: null };
}

function changeBy(
  row: Row | undefined,
  { plugin, fact, entity, value, at }: FactNote,
): Tables['fact_change'] | undefined {
  if (value === undefined) return undefined;
  const text = value === null ? null : JSON.stringify(value);
  if ((row?.value ?? null) === text && !isOlder(row, at)) return undefined;
  return { plugin, fact, entity, at, value: text };
}

/** It is said of a time before the one that is known: only the history has it. */
function isOlder(row: Row | undefined, at: string): boolean {
  return row?.since !== null && row !== undefined && at < row.since;
}

function amountOf(value: FactValue | null): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'boolean' ? Number(value) : null;
}

function valueOf(text: string | null): FactValue | null {
  return text === null ? null : (JSON.parse(text) as FactValue);
}

function factOf(row: Row): StoredFact {
  return {
    fact: `${row.plugin}/${row.fact}`,
    entityRef: row.entity,
    value: valueOf(row.value)!,
    since: row.since ?? row.tried_at,
    seenAt: row.seen_at ?? row.tried_at,
    ...(row.error === null ? {} : { error: row.error }),
  };
}

function narrowed<Selected>(
  rows: SelectQueryBuilder<Tables, 'fact', Selected>,
  { entity, plugin, fact, kind }: FactQuery,
): SelectQueryBuilder<Tables, 'fact', Selected> {
  let some = rows;
  if (entity !== undefined) some = some.where('entity', '=', entity);
  if (plugin !== undefined) some = some.where('plugin', '=', plugin);
  if (fact !== undefined) some = some.where('fact', '=', fact);
  if (kind !== undefined) some = some.where('entity', 'like', `${kind}:%`);
  return some;
}

function keyOf({ plugin, fact, entity }: Pick<FactNote, 'plugin' | 'fact' | 'entity'>): string {
  return `${plugin}/${fact} ${entity}`;
}
