import type { Cause, Claim, Exclusion, Position, Records, RecordState, Redirect, StoredRecord, StoredRecordWithBody } from '@callboard/plugin/server';
import { sql } from 'kysely';
import { chunks } from '../chunks.ts';
import { BodyCache } from './body-cache.ts';
import { settle, visibleOf } from './claims.ts';
import type { Database } from './database.ts';
import { removeClaims } from './sources.ts';

const BATCH = 2000;
const KEYS = 400;
const FIELDS = ['record.id', 'record.uid', 'record.type', 'record.key', 'record.hash', 'record.state', 'record.created_at', 'record.changed_at', 'record.changed_seq'] as const;

export interface RecordHooks {
  /** Called after a write of a person's, with the number of its last change. */
  onCommit(seq: number): Promise<void>;
  /** Has a file read again at once; its record was removed and may come back. */
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

  async scan(type: string, onBatch: (batch: StoredRecordWithBody[]) => void): Promise<number> {
    const head = await this.#database.read.selectFrom('counter').select('value').where('name', '=', 'change').executeTakeFirstOrThrow();
    // Changes committed while the scan runs may be in it already; following from here meets them again, which does no harm.
    for (let last = 0; ; ) {
      const rows = await this.#select(type).where('record.id', '>', last).orderBy('record.id').limit(BATCH).execute();
      if (rows.length) onBatch(rows.map(toRecordWithBody));
      if (rows.length < BATCH) return Number(head.value);
      last = rows.at(-1)!.id;
    }
  }

  async byKeys(type: string, keys: readonly string[]): Promise<StoredRecordWithBody[]> {
    const found: StoredRecordWithBody[] = [];
    for (const part of chunks(keys, KEYS)) {
      const rows = await this.#select(type).where('record.key', 'in', part).execute();
      found.push(...rows.map(toRecordWithBody));
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
    const rows = await this.#claims().where('record.type', '=', type).where('record.key', '=', key).orderBy('record.active', 'desc').orderBy('record.id').execute();
    return rows.map(toClaim);
  }

  async origins(type: string, keys: readonly string[]): Promise<Map<string, Claim>> {
    const found = new Map<string, Claim>();
    for (const part of chunks(keys, KEYS)) {
      const rows = await this.#claims().where('record.type', '=', type).where('record.active', '=', 1).where('record.key', 'in', part).execute();
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
      .execute();
    const found = new Map<string, Claim[]>();
    for (const { key } of keys) found.set(key, await this.claims(type, key));
    return found;
  }

  async choose(type: string, key: string, recordId: number, by: string): Promise<number> {
    const at = this.#hooks.now();
    const claim = (await this.claims(type, key)).find((candidate) => candidate.recordId === recordId);
    if (!claim) throw Object.assign(new Error(`No claim ${recordId} to ${key}`), { name: 'NotFoundError' });
    return this.#commit(async (writer) => {
      const before = await visibleOf(writer, type, [key]);
      const row = { type, key, canonical: claim.canonical, by_whom: by, at };
      await writer.deleteFrom('choice').where('type', '=', type).where('key', '=', key).execute();
      await writer.insertInto('choice').values(row).execute();
      return settle(writer, type, before, [key], at, () => ({ type: 'user', user: by, reason: `chose ${claim.location}` }));
    });
  }

  async remove(type: string, key: string, cause: Cause): Promise<number> {
    const rows = await this.#claims().where('record.type', '=', type).where('record.key', '=', key).execute();
    const active = rows.filter((row) => row.active);
    const seq = await this.#commit(async (writer) => {
      const last = await removeClaims(writer, active.map((row) => ({ id: row.id, type, key })), cause, this.#hooks.now());
      // Forgotten hashes: the files are read again, and say whether the record is to come back.
      for (const row of active) {
        await writer.updateTable('file').set({ hash: '' }).where('id', '=', row.file_id).execute();
        await writer.updateTable('repository').set({ head: '' }).where('id', '=', row.repository_id).execute();
      }
      return last;
    });
    this.#hooks.onRemoved([...new Set(active.map((row) => row.source_id))]);
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
    const rows = await this.#database.read.selectFrom('exclusion').selectAll().where('type', '=', type).orderBy('at', 'desc').execute();
    return rows.map((row) => ({ type: row.type, key: row.key, by: row.by_whom, reason: row.reason, at: row.at }));
  }

  async redirects(type: string): Promise<Redirect[]> {
    const rows = await this.#database.read.selectFrom('redirect').selectAll().where('type', '=', type).execute();
    const next = new Map(rows.map((row) => [row.key, row.target]));
    return rows.map((row) => ({ from: row.key, to: followToEnd(next, row.key), at: row.at }));
  }

  async #commit(work: Parameters<Database['write']>[0]): Promise<number> {
    const seq = (await this.#database.write(work)) as number;
    await this.#hooks.onCommit(seq);
    return seq;
  }

  #select(type: string) {
    return this.#database.read.selectFrom('record').innerJoin('body', 'body.hash', 'record.hash').select([...FIELDS, 'body.text']).where('record.type', '=', type).where('record.active', '=', 1);
  }

  #claims() {
    return this.#database.read
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
      ]);
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

interface Row {
  id: number;
  uid: string;
  type: string;
  key: string;
  hash: string;
  state: string;
  created_at: string;
  changed_at: string;
  changed_seq: number;
}

function toRecord(row: Row): StoredRecord {
  return { id: row.id, uid: row.uid, type: row.type, key: row.key, hash: row.hash, state: JSON.parse(row.state) as RecordState, createdAt: row.created_at, changedAt: row.changed_at, changedSeq: row.changed_seq };
}

function toRecordWithBody(row: Row & { text: string }): StoredRecordWithBody {
  return { ...toRecord(row), body: row.text };
}

type ClaimRow = Awaited<ReturnType<ReturnType<Database['read']['selectFrom']>['execute']>>[number] & Record<string, unknown>;

function toClaim(row: ClaimRow): Claim {
  const text = (name: string) => row[name] as string;
  const number = (name: string) => row[name] as number;
  return {
    recordId: number('id'),
    hash: text('hash'),
    active: Boolean(row['active']),
    canonical: text('canonical'),
    positions: JSON.parse(text('positions')) as Record<string, Position>,
    sourceId: text('source_id'),
    repositoryId: number('repository_id'),
    repository: text('repository_name'),
    origin: `${text('source_type') === 'folder' || text('source_type') === 'file' ? 'file' : 'url'}:${text('source_target')}`,
    path: text('path'),
    location: text('location'),
    document: number('document'),
    line: number('line'),
    column: number('column_no'),
  };
}
