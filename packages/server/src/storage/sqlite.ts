import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, SqliteDialect } from 'kysely';
import type { Database, DatabaseAddress } from './database.ts';
import { NodeSqlite } from './node-sqlite.ts';
import { isBusy, storageError } from './storage-error.ts';
import type { Tables } from './tables.ts';
import { writeTransaction } from './transaction.ts';

/** Milliseconds that a write is tried again while another connection of the same file writes. */
const PATIENCE = 20_000;

/** Opens the embedded database: one connection that writes and one that reads. */
export function openSqlite(address: DatabaseAddress): Database {
  const { writer, read, exec, close } = openSqliteFile<Tables>(address.target);
  return {
    dialect: 'sqlite',
    address,
    read,
    snapshot: (work) => read.transaction().execute(work),
    write: (work) => retryBusy(() => writeTransaction(writer, work)),
    exec,
    close,
  };
}

export interface SqliteFile<T> {
  writer: Kysely<T>;
  read: Kysely<T>;
  /** Runs SQL of several statements, outside any transaction of Kysely's. */
  exec(text: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens a file of tables, creating it where there is none. */
export function openSqliteFile<T>(file: string): SqliteFile<T> {
  mkdirSync(dirname(file), { recursive: true });
  // The writer comes first: it creates the file and sets the journal mode.
  const writeFile = new NodeSqlite(file, { busyTimeout: 0 });
  const writer = new Kysely<T>({ dialect: new SqliteDialect({ database: writeFile }) });
  const read = new Kysely<T>({
    dialect: new SqliteDialect({ database: new NodeSqlite(file, { readOnly: true, busyTimeout: 5000 }) }),
  });
  return {
    writer,
    read,
    exec: async (text) => {
      try {
        writeFile.exec(text);
      } catch (error) {
        if (writeFile.inTransaction) writeFile.exec('ROLLBACK');
        throw storageError(error);
      }
    },
    close: async () => {
      await read.destroy();
      await writer.destroy();
    },
  };
}

/** Tries again while another connection of the same file writes. */
export async function retryBusy<T>(attempt: () => Promise<T>): Promise<T> {
  const until = Date.now() + PATIENCE;
  for (let wait = 2; ; wait = Math.min(wait * 2, 50)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy((error as Error).cause) || Date.now() > until) throw error;
      await sleep(wait);
    }
  }
}
