import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from './database.ts';

const FOLDER = join(import.meta.dirname, 'migrations');

/** Number and file name of every migration, in order. */
export function listMigrations(): { number: number; name: string }[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ number: Number(name.slice(0, 4)), name }));
}

/** Brings the database to the newest shape. Each migration is all or nothing; several replicas may start at once. */
export async function migrate(database: Database): Promise<void> {
  // Replicas that start together take turns.
  const lock = database.dialect === 'postgres' ? 'SELECT pg_advisory_xact_lock(7007);' : '';
  await database.exec(
    `BEGIN; ${lock} CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP); COMMIT;`,
  );
  await refuseNewer(database);
  const isDone = async (number: number) =>
    (await database.read.selectFrom('migration').select('number').where('number', '=', number).execute()).length > 0;
  for (const { number, name } of listMigrations()) {
    if (await isDone(number)) continue;
    const text = readFileSync(join(FOLDER, name), 'utf8');
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
async function refuseNewer(database: Database): Promise<void> {
  const known = Math.max(...listMigrations().map((migration) => migration.number));
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
