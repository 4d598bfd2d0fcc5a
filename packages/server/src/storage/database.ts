/** The database, whichever it is: reads, snapshots, and one writer at a time. */
import { join } from 'node:path';
import type { Kysely, Transaction } from 'kysely';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import { storageError } from './storage-error.ts';
import type { Tables } from './tables.ts';

export { storageError } from './storage-error.ts';

export type Dialect = 'sqlite' | 'postgres';
export type Writer = Transaction<Tables>;
export type Reader = Transaction<Tables>;

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
  /** Runs `work` with all its reads seeing one and the same state, whatever is written meanwhile. */
  snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T>;
  /**
   * Runs `work` in one transaction, alone among all writers of this database.
   * @throws {CallboardError} `storage-full`, `storage-unavailable`
   */
  write<T>(work: (writer: Writer) => Promise<T>): Promise<T>;
  /** SQL of several statements, outside any transaction of Kysely's; for migrations. */
  exec(text: string): Promise<void>;
  close(): Promise<void>;
}

/** Address of the database that a configuration asks for. */
export function databaseAddress(url: string | undefined, dataFolder: string): DatabaseAddress {
  if (url) return { dialect: 'postgres', target: url };
  return { dialect: 'sqlite', target: join(dataFolder, 'callboard.sqlite') };
}

/** Opens the database, creating the embedded file where there is none. Run `migrate` before use. */
export function openDatabase(address: DatabaseAddress): Database {
  try {
    return address.dialect === 'sqlite' ? openSqlite(address) : openPostgres(address);
  } catch (error) {
    throw storageError(error);
  }
}
