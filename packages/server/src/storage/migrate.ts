import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { Dialect } from './database.ts';
import type { Tables } from './tables.ts';

const FOLDER = join(import.meta.dirname, 'migrations');

/** Tables that can be brought to a newer shape. */
export interface Migratable {
  dialect: Dialect;
  read: Kysely<Pick<Tables, 'migration'>>;
  exec(text: string): Promise<void>;
}

/** Number and file name of every migration for a database, in order: `0001-name.sql` is for both, `0001-name.postgres.sql` for one. */
export function listMigrations(folder = FOLDER, dialect: Dialect = 'sqlite'): { number: number; name: string }[] {
  const other = dialect === 'sqlite' ? '.postgres.sql' : '.sqlite.sql';
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql') && !name.endsWith(other))
    .sort()
    .map((name) => ({ number: Number(name.slice(0, 4)), name }));
}

/** Brings the database to the newest shape. Each migration is all or nothing; several replicas may start at once. */
export async function migrate(database: Migratable, folder = FOLDER): Promise<void> {
  const migrations = listMigrations(folder, database.dialect);
  // Replicas that start together take turns.
  const lock = database.dialect === 'postgres' ? 'SELECT pg_advisory_xact_lock(7007);' : '';
  await database.exec(
    `BEGIN; ${lock} CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP); COMMIT;`,
  );
  await refuseNewer(database, migrations);
  const isDone = async (number: number) =>
    (await database.read.selectFrom('migration').select('number').where('number', '=', number).execute()).length > 0;
  for (const { number, name } of migrations) {
    if (await isDone(number)) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    try {
      await database.exec(
        `BEGIN; ${lock} INSERT INTO migration (number, name) VALUES (${number}, '${name}'); ${text} COMMIT;`,
      );
    } catch (error) {
      // Another replica was first: the number is taken and its work is done.
      if (!(await isDone(number))) throw error;
    }
  }
}

/** @throws when a newer version was here: an older one would not know what it finds */
async function refuseNewer(database: Migratable, migrations: readonly { number: number }[]): Promise<void> {
  const known = Math.max(...migrations.map((migration) => migration.number));
  const newer = await database.read
    .selectFrom('migration')
    .select('name')
    .where('number', '>', known)
    .orderBy('number', 'desc')
    .executeTakeFirst();
  if (newer)
    throw new Error(
      `The database has been changed by a newer version of Callboard (${newer.name}). Start that version, or restore a backup from before.`,
    );
}
