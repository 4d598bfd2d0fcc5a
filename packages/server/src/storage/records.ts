import { CallboardError } from '@callboard/core';
import type {
  Cause,
  Choice,
  Claim,
  Exclusion,
  Records,
  Redirect,
  StoredRecordWithBody,
} from '@callboard/plugin/server';
import { sql } from 'kysely';
import { chunks } from '../chunks.ts';
import { BodyCache } from './body-cache.ts';
import { settle, visibleOf } from './claims.ts';
import type { Database, Writer } from './database.ts';
import { activeRecords, activeRecordsInOrder, claims, toClaim, toRecord } from './record-rows.ts';
import { removeClaims } from './sources.ts';

/** Small, so that what a batch leaves behind is gone with the next one. */
const BATCH = 400;
const KEYS = 400;

export interface RecordHooks {
  /** Called after a write of a person's, with the number of its last change. */
  onCommit(seq: number): Promise<void>;
  /** Has files read again at once; their records were removed and may come back. */
  onRemoved(sourceIds: string[]): void;
  now(): string;
}

/** Records on either database. */
export class RecordStore implements Records {
  readonly #database: Database;
  readonly #hooks: RecordHooks;
  readonly #cache = new BodyCache();

  constructor(database: Database, hooks: RecordHooks) {
    this.#database = database;
    this.#hooks = hooks;
  }

  scan(type: string, onBatch: (batch: StoredRecordWithBody[]) => void): Promise<number> {
    return this.#database.snapshot(async (reader) => {
      const head = await reader
        .selectFrom('counter')
        .select('value')
        .where('name', '=', 'change')
        .executeTakeFirstOrThrow();
      for (let last = 0; ;) {
        const rows = await activeRecordsInOrder(reader, type, last).limit(BATCH).execute();
        if (rows.length) onBatch(rows.map(toRecord));
        if (rows.length < BATCH) return head.value;
        last = rows.at(-1)!.id;
      }
    });
  }

  async byKeys(type: string, keys: readonly string[]): Promise<StoredRecordWithBody[]> {
    const found: StoredRecordWithBody[] = [];
    for (const part of chunks(keys, KEYS)) {
      const rows = await activeRecords(this.#database.read, type).where('record.key', 'in', part).execute();
      found.push(...rows.map(toRecord));
    }
    return found;
  }

  async bodies(hashes: readonly string[]): Promise<(string | undefined)[]> {
    const found = new Map<string, string>();
    const missing: string[] = [];
    for (const hash of new Set(hashes)) {
      const text = this.#cache.get(hash);
      if (text === undefined) missing.push(hash);
      else found.set(hash, text);
    }
    for (const part of chunks(missing, KEYS)) {
      const rows = await this.#database.read.selectFrom('body').selectAll().where('hash', 'in', part).execute();
      for (const row of rows) {
        found.set(row.hash, row.text);
        this.#cache.set(row.hash, row.text);
      }
    }
    return hashes.map((hash) => found.get(hash));
  }

  async claims(type: string, key: string): Promise<Claim[]> {
    const rows = await claims(this.#database.read, type)
      .where('record.key', '=', key)
      .orderBy('record.active', 'desc')
      .orderBy('record.id')
      .execute();
    return rows.map(toClaim);
  }

  async origins(type: string, keys: readonly string[]): Promise<Map<string, Claim>> {
    const found = new Map<string, Claim>();
    for (const part of chunks(keys, KEYS)) {
      const rows = await claims(this.#database.read, type)
        .where('record.active', '=', 1)
        .where('record.key', 'in', part)
        .execute();
      for (const row of rows) found.set(row.key, toClaim(row));
    }
    return found;
  }

  async conflicts(type: string): Promise<Map<string, Claim[]>> {
    const keys = await this.#database.read
      .selectFrom('record')
      .innerJoin('file', 'file.id', 'record.file_id')
      .select('record.key')
      .where('record.type', '=', type)
      .groupBy('record.key')
      .having(sql<number>`count(DISTINCT file.canonical)`, '>', 1)
      .orderBy('record.key')
      .execute();
    const found = new Map<string, Claim[]>();
    for (const { key } of keys) found.set(key, await this.claims(type, key));
    return found;
  }

  choose(type: string, key: string, recordId: number, by: string): Promise<number> {
    const at = this.#hooks.now();
    return this.#commit(async (writer) => {
      const chosen = await claims(writer, type)
        .where('record.key', '=', key)
        .where('record.id', '=', recordId)
        .executeTakeFirst();
      if (!chosen) throw new CallboardError('not-found', `No claim ${recordId} to ${key}`);
      const before = await visibleOf(writer, type, [key]);
      await writer.deleteFrom('choice').where('type', '=', type).where('key', '=', key).execute();
      await writer.insertInto('choice').values({ type, key, canonical: chosen.canonical, by_whom: by, at }).execute();
      return settle(writer, type, before, [key], at, () => ({
        type: 'user',
        user: by,
        reason: `chose ${chosen.location}`,
      }));
    });
  }

  async choices(type: string): Promise<Choice[]> {
    const rows = await this.#database.read.selectFrom('choice').selectAll().where('type', '=', type).execute();
    return rows.map(({ key, canonical, by_whom: by, at }) => ({ type, key, canonical, by, at }));
  }

  unchoose(type: string, key: string, by: string): Promise<number> {
    const at = this.#hooks.now();
    return this.#commit(async (writer) => {
      const { numDeletedRows } = await writer
        .deleteFrom('choice')
        .where('type', '=', type)
        .where('key', '=', key)
        .executeTakeFirstOrThrow();
      if (!numDeletedRows) throw new CallboardError('not-found', `Nobody has chosen among the files that claim ${key}`);
      const before = await visibleOf(writer, type, [key]);
      const earliest = writer
        .selectFrom('record')
        .select((select) => select.fn.min('id').as('id'))
        .where('type', '=', type)
        .where('key', '=', key);
      // Whoever is active would stay it.
      await writer
        .updateTable('record')
        .set({ active: 0 })
        .where('type', '=', type)
        .where('key', '=', key)
        .where('id', '<>', earliest)
        .execute();
      return settle(writer, type, before, [key], at, () => ({ type: 'user', user: by, reason: 'took a choice back' }));
    });
  }

  async remove(type: string, key: string, cause: Cause): Promise<number> {
    const sources = new Set<string>();
    const seq = await this.#commit(async (writer) => {
      const active = await claims(writer, type).where('record.key', '=', key).where('record.active', '=', 1).execute();
      const last = await removeClaims(
        writer,
        active.map(({ id }) => ({ id, type, key })),
        cause,
        this.#hooks.now(),
      );
      // Forgotten hashes: the files are read again, and say whether the record is to come back.
      for (const row of active) {
        sources.add(row.source_id);
        await writer.updateTable('file').set({ hash: '' }).where('id', '=', row.file_id).execute();
        await writer.updateTable('repository').set({ head: '' }).where('id', '=', row.repository_id).execute();
      }
      return last;
    });
    this.#hooks.onRemoved([...sources]);
    return seq;
  }

  exclude(type: string, key: string, by: string, reason: string): Promise<number> {
    const at = this.#hooks.now();
    return this.#commit(async (writer) => {
      const before = await visibleOf(writer, type, [key]);
      await writer.deleteFrom('exclusion').where('type', '=', type).where('key', '=', key).execute();
      await writer.insertInto('exclusion').values({ type, key, by_whom: by, reason, at }).execute();
      return settle(writer, type, before, [key], at, () => ({ type: 'user', user: by, reason: `kept out: ${reason}` }));
    });
  }

  include(type: string, key: string, by: string): Promise<number> {
    const at = this.#hooks.now();
    return this.#commit(async (writer) => {
      const before = await visibleOf(writer, type, [key]);
      await writer.deleteFrom('exclusion').where('type', '=', type).where('key', '=', key).execute();
      return settle(writer, type, before, [key], at, () => ({ type: 'user', user: by, reason: 'let in again' }));
    });
  }

  async exclusions(type: string): Promise<Exclusion[]> {
    const rows = await this.#database.read
      .selectFrom('exclusion')
      .selectAll()
      .where('type', '=', type)
      .orderBy('at', 'desc')
      .execute();
    return rows.map((row) => ({ type: row.type, key: row.key, by: row.by_whom, reason: row.reason, at: row.at }));
  }

  async redirects(type: string): Promise<Redirect[]> {
    const rows = await this.#database.read.selectFrom('redirect').selectAll().where('type', '=', type).execute();
    const next = new Map(rows.map((row) => [row.key, row.target]));
    return rows.map((row) => ({ from: row.key, to: followToEnd(next, row.key), at: row.at }));
  }

  async #commit(work: (writer: Writer) => Promise<number>): Promise<number> {
    const seq = await this.#database.write(work);
    await this.#hooks.onCommit(seq);
    return seq;
  }
}

function followToEnd(next: Map<string, string>, from: string): string {
  const seen = new Set([from]);
  let at = from;
  for (let to = next.get(at); to !== undefined && !seen.has(to); to = next.get(at)) {
    seen.add(to);
    at = to;
  }
  return at;
}
