import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { CHANGE_NOTICE } from './bus.ts';
import type { Database, DatabaseAddress } from './database.ts';
import { endOnSilence, SESSION, watchSession } from './session.ts';
import { storageError } from './storage-error.ts';
import type { Tables } from './tables.ts';
import { writeTransaction } from './transaction.ts';

const CONNECTIONS = 8;

/** Opens a pool of connections to PostgreSQL. */
export function openPostgres(address: DatabaseAddress): Database {
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
  };
  const pool = new pg.Pool({
    ...SESSION,
    connectionString: address.target,
    max: CONNECTIONS,
    types,
    onConnect: prepare,
  });
  // A connection that breaks while nobody asks it anything would otherwise end the process; whoever uses it next gets the error.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    dialect: 'postgres',
    address,
    read: kysely,
    snapshot: (work) =>
      kysely.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work),
    write: (work) =>
      writeTransaction(kysely, async (writer) => {
        const result = await work(writer);
        await sql.raw(CHANGE_NOTICE).execute(writer);
        return result;
      }),
    exec: (text) => execute(pool, text),
    close: () => kysely.destroy(),
  };
}

async function prepare(client: pg.ClientBase): Promise<void> {
  endOnSilence(client);
  await watchSession(client);
}

async function execute(pool: pg.Pool, text: string): Promise<void> {
  const client = await pool.connect().catch((error: unknown) => {
    throw storageError(error);
  });
  try {
    // A migration may well take its time.
    endOnSilence(client, 0);
    await client.query(text);
  } catch (error) {
    throw storageError(error);
  } finally {
    // It may be inside a failed transaction, and waits without end: nothing for others to use.
    client.release(true);
  }
}
