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
  const { kysely, exec } = openPool<Tables>(address.target, { connections: CONNECTIONS });
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
    exec,
    close: () => kysely.destroy(),
  };
}

/** @param schema whose tables names without one mean, before those of `public` */
export function openPool<T>(
  url: string,
  { connections, schema }: { connections: number; schema?: string },
): { kysely: Kysely<T>; exec(text: string): Promise<void> } {
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
  };
  const pool = new pg.Pool({
    ...SESSION,
    connectionString: url,
    max: connections,
    types,
    onConnect: async (client: pg.ClientBase) => {
      endOnSilence(client);
      await watchSession(client);
      if (schema) await client.query(`SET search_path TO ${pg.escapeIdentifier(schema)}, public`);
    },
  });
  // A connection that breaks while nobody asks it anything would otherwise end the process; whoever uses it next gets the error.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { kysely: new Kysely<T>({ dialect: new PostgresDialect({ pool }) }), exec: (text) => execute(pool, text) };
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
