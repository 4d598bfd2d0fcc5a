/** Tables of a plugin's own, and jobs that only one replica does, on both databases. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createJobStore } from '../../packages/server/src/jobs/store.ts';
import { openDatabase } from '../../packages/server/src/storage/database.ts';
import { migrate } from '../../packages/server/src/storage/migrate.ts';
import { createDatabases } from '../../packages/server/src/storage/plugin-database.ts';
import { testDatabases } from '../setup/databases.ts';
import { freshAddress } from './support/bench.ts';

interface Tables {
  note: { id: number; text: string };
}

describe.each(testDatabases())('tables of plugins on %s', (kind) => {
  let folder: string;
  let fresh: Awaited<ReturnType<typeof freshAddress>>;
  const ends: (() => Promise<void>)[] = [];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'callboard-tables-'));
    fresh = await freshAddress(kind);
    writeFileSync(join(folder, '0001-note.sql'), 'CREATE TABLE note (id BIGINT PRIMARY KEY, text TEXT NOT NULL);');
    writeFileSync(join(folder, '0002-more.sqlite.sql'), "INSERT INTO note VALUES (1, 'sqlite');");
    writeFileSync(join(folder, '0002-more.postgres.sql'), "INSERT INTO note VALUES (1, 'postgres');");
  });
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
    await fresh.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (plugin: string) =>
    createDatabases({
      address: fresh.address,
      folder: join(folder, 'data'),
      plugin,
      onDispose: (end) => void ends.push(end),
    });

  test('are made by the SQL for this database, and are there again the next time', async () => {
    const tables = await open('stage').open<Tables>(folder);
    await tables.write((writer) => writer.insertInto('note').values({ id: 2, text: 'mine' }).execute());
    for (const end of ends.splice(0)) await end();
    const again = await open('stage').open<Tables>(folder);
    const rows = await again.read.selectFrom('note').selectAll().orderBy('id').execute();
    expect(rows).toEqual([
      { id: 1, text: kind },
      { id: 2, text: 'mine' },
    ]);
  });

  test('of the same name in two plugins are two tables', async () => {
    const one = await open('stage').open<Tables>(folder);
    const other = await open('back-stage').open<Tables>(folder);
    await one.write((writer) => writer.deleteFrom('note').execute());
    expect(await one.read.selectFrom('note').selectAll().execute()).toEqual([]);
    expect(await other.read.selectFrom('note').selectAll().execute()).toHaveLength(1);
  });

  test('a write that fails leaves nothing', async () => {
    const tables = await open('stage').open<Tables>(folder);
    const failing = tables.write(async (writer) => {
      await writer.deleteFrom('note').execute();
      await sql`INSERT INTO note (id) VALUES (9)`.execute(writer);
    });
    await expect(failing).rejects.toThrow(/null/i);
    expect(await tables.read.selectFrom('note').selectAll().execute()).toHaveLength(1);
  });

  test('replicas that start together make them once', async () => {
    const both = await Promise.all([open('stage').open<Tables>(folder), open('stage').open<Tables>(folder)]);
    for (const tables of both) expect(await tables.read.selectFrom('note').selectAll().execute()).toHaveLength(1);
  });

  test('when a job ran last outlives the process', async () => {
    const database = openDatabase(fresh.address);
    ends.push(() => database.close());
    await migrate(database);
    const store = createJobStore(database);
    expect(await store.lastStart('stage', 'check')).toBeUndefined();
    await store.started('stage', 'check', '2030-01-01T00:00:00Z');
    await store.finished('stage', 'check', '2030-01-01T00:00:05Z', 'Error: down');
    await store.started('stage', 'check', '2030-01-02T00:00:00Z');
    await store.finished('stage', 'check', '2030-01-02T00:00:01Z', null);
    expect(await createJobStore(database).lastStart('stage', 'check')).toBe('2030-01-02T00:00:00Z');
    expect(await store.list()).toEqual([
      {
        plugin: 'stage',
        name: 'check',
        startedAt: '2030-01-02T00:00:00Z',
        finishedAt: '2030-01-02T00:00:01Z',
        error: null,
      },
    ]);
  });
});
