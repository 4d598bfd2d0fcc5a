import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CallboardError } from '@callboard/core';
import { Kysely, PostgresDialect, SqliteDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { CHANGE_NOTICE } from './bus.ts';
import { NodeSqlite } from './node-sqlite.ts';
import type { Tables } from './tables.ts';

export type Dialect = 'sqlite' | 'postgres';
export type Writer = Transaction<Tables>;

/** Where the database is: everything that a thread needs to open its own connection. */
export interface DatabaseAddress {
  dialect: Dialect;
  /** File of the embedded database, or URL of PostgreSQL. */
  target: string;
}

export interface Database {
  dialect: Dialect;
  address: DatabaseAddress;
  /** For reads. On SQLite its own connection: a read never waits for a write and never sees half of one. */
  read: Kysely<Tables>;
  /**
   * Runs `work` in one transaction, alone among all writers of this database.
   * @throws {CallboardError} `storage-full`, `storage-unavailable`
   */
  write<T>(work: (writer: Writer) => Promise<T>): Promise<T>;
  /** SQL of several statements, outside any transaction of Kysely's; for migrations. */
  exec(text: string): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds that a write is tried again while another connection of the same SQLite file writes. */
const PATIENCE = 20_000;

/** Address of the database that a configuration asks for. */
export function databaseAddress(url: string | undefined, dataFolder: string): DatabaseAddress {
  if (url) return { dialect: 'postgres', target: url };
  return { dialect: 'sqlite', target: join(dataFolder, 'callboard.sqlite') };
}

/** Opens the database, creating the embedded file where there is none. Run `migrate` before use. */
export function openDatabase(address: DatabaseAddress): Database {
  return address.dialect === 'sqlite' ? openSqlite(address) : openPostgres(address);
}

function openSqlite(address: DatabaseAddress): Database {
  mkdirSync(join(address.target, '..'), { recursive: true });
  // The writer comes first: it creates the file and sets the journal mode.
  const writeFile = new NodeSqlite(address.target, { busyTimeout: 0 });
  const writer = new Kysely<Tables>({ dialect: new SqliteDialect({ database: writeFile }) });
  const read = new Kysely<Tables>({ dialect: new SqliteDialect({ database: new NodeSqlite(address.target, { readOnly: true, busyTimeout: 5000 }) }) });
  return {
    dialect: 'sqlite',
    address,
    read,
    write: (work) => retryBusy(() => transaction(writer, work)),
    exec: async (text) => {
      try {
        writeFile.exec(text);
      } catch (error) {
        if (writeFile.inTransaction) writeFile.exec('ROLLBACK');
        throw error;
      }
    },
    close: async () => {
      await read.destroy();
      await writer.destroy();
    },
  };
}

function openPostgres(address: DatabaseAddress): Database {
  const types = { getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text')) };
  const pool = new pg.Pool({ connectionString: address.target, max: 8, types, connectionTimeoutMillis: 10_000, keepAlive: true });
  // An idle connection that the server cuts would otherwise end the process; the next query opens another.
  pool.on('error', () => undefined);
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    dialect: 'postgres',
    address,
    read: kysely,
    write: (work) =>
      transaction(kysely, async (writer) => {
        const result = await work(writer);
        await sql.raw(CHANGE_NOTICE).execute(writer);
        return result;
      }),
    exec: (text) => execPostgres(pool, text),
    close: () => kysely.destroy(),
  };
}

async function execPostgres(pool: pg.Pool, text: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(text);
    client.release();
  } catch (error) {
    // The session may be inside a failed transaction: it must not go back to the pool.
    client.release(true);
    throw storageError(error);
  }
}

async function transaction<T>(kysely: Kysely<Tables>, work: (writer: Writer) => Promise<T>): Promise<T> {
  try {
    return await kysely.transaction().execute(async (writer) => {
      // Taking the counter first makes writers queue up, so that change numbers come in the order of commits.
      await sql`UPDATE counter SET value = value WHERE name = 'change'`.execute(writer);
      return work(writer);
    });
  } catch (error) {
    throw storageError(error);
  }
}

async function retryBusy<T>(attempt: () => Promise<T>): Promise<T> {
  const until = Date.now() + PATIENCE;
  for (let wait = 2; ; wait = Math.min(wait * 2, 50)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw error;
      await sleep(wait);
    }
  }
}

function isBusy(error: unknown): boolean {
  const code = (error as { errcode?: number }).errcode;
  return code !== undefined && (code & 0xff) === 5;
}

const SQLITE_FULL = 13;
const SQLITE_IOERR = 10;

/** Errors of the database that an administrator can do something about, in the words of the error table. */
export function storageError(error: unknown): unknown {
  const { errcode, code } = error as { errcode?: number; code?: string };
  if (errcode !== undefined && (errcode & 0xff) === SQLITE_FULL) return new CallboardError('storage-full', undefined, { cause: error });
  if (errcode !== undefined && (errcode & 0xff) === SQLITE_IOERR) return new CallboardError('storage-unavailable', 'The database file cannot be written', { cause: error });
  if (code === '53100' || code === 'ENOSPC') return new CallboardError('storage-full', undefined, { cause: error });
  if (code && (/^(08|57P0)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'].includes(code))) return new CallboardError('storage-unavailable', undefined, { cause: error });
  if (error instanceof Error && /Connection terminated|timeout exceeded when trying to connect/.test(error.message)) return new CallboardError('storage-unavailable', undefined, { cause: error });
  return error;
}
