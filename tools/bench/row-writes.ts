/** How many rows a portal wrote: the rows of all its tables before and after, compared. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { Workspace } from './workspace.ts';

export interface RowWrites {
  /** Rows added, changed or removed since `watchRowWrites`. */
  count(): Promise<number>;
  close(): Promise<void>;
}

export async function watchRowWrites({ databaseUrl, dataFolder }: Workspace): Promise<RowWrites> {
  return databaseUrl === undefined ? watchSqlite(dataFolder) : watchPostgres(databaseUrl);
}

async function watchSqlite(dataFolder: string): Promise<RowWrites> {
  const file = join(dataFolder, 'callboard.sqlite');
  if (!existsSync(file)) throw new Error(`${file} is not there`);
  const database = new DatabaseSync(file, { readOnly: true });
  function version(): number {
    return database.prepare('PRAGMA data_version').get()!['data_version'] as number;
  }
  const before = { version: version(), rows: sqliteRows(database) };
  return {
    // The version goes up with every transaction of another connection that wrote, so no rows need comparing when it stands still.
    count: async () => (version() === before.version ? 0 : Math.max(1, difference(before.rows, sqliteRows(database)))),
    close: async () => database.close(),
  };
}

function sqliteRows(database: DatabaseSync): Set<string> {
  const rows = new Set<string>();
  const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all();
  for (const { name } of tables) {
    for (const row of database.prepare(`SELECT * FROM "${String(name)}"`).iterate())
      rows.add(
        createHash('sha1')
          .update(`${String(name)} ${JSON.stringify(row)}`)
          .digest('base64'),
      );
  }
  return rows;
}

async function watchPostgres(url: string): Promise<RowWrites> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const before = await postgresRows(client);
  return {
    count: async () => difference(before, await postgresRows(client)),
    close: () => client.end(),
  };
}

/** Every version of a row has a place and a transaction of its own: even a write that changes nothing shows. */
async function postgresRows(client: pg.Client): Promise<Set<string>> {
  const rows = new Set<string>();
  const tables = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  for (const { name } of tables.rows) {
    const result = await client.query<[string, string]>({
      text: `SELECT ctid::text, xmin::text FROM "${name}"`,
      rowMode: 'array',
    });
    for (const [place, transaction] of result.rows) rows.add(`${name} ${place} ${transaction}`);
  }
  return rows;
}

/** A changed row is in both differences: it counts once. */
function difference(before: ReadonlySet<string>, after: ReadonlySet<string>): number {
  return Math.max(before.difference(after).size, after.difference(before).size);
}
