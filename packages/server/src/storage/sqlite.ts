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
  mkdirSync(dirname(address.target), { recursive: true });
  // The writer comes first: it creates the file and sets the journal mode.
  const writeFile = new NodeSqlite(address.target, { busyTimeout: 0 });
  const writer = new Kysely<Tables>({ dialect: new SqliteDialect({ database: writeFile }) });
  const read = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: new NodeSqlite(address.target, { readOnly: true, busyTimeout: 5000 }) }),
  });
  return {
    dialect: 'sqlite',
    address,
    read,
    snapshot: (work) => read.transaction().execute(work),
    write: (work) => retryBusy(() => writeTransaction(writer, work)),
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

async function retryBusy<T>(attempt: () => Promise<T>): Promise<T> {
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
