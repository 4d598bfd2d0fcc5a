/** The database itself: migrations, transactions, what happens when it is full or away. */
import { CallboardError } from '@callboard/core';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { insertSource } from '../../packages/server/src/harvest/source-rows.ts';
import { openDatabase, storageError } from '../../packages/server/src/storage/database.ts';
import { listMigrations, migrate } from '../../packages/server/src/storage/migrate.ts';
import { testDatabases } from '../setup/databases.ts';
import { freshAddress, openBench, type Bench } from './support/bench.ts';

describe.each(testDatabases())('storage on %s', (kind) => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench(kind);
  });
  afterEach(() => bench.close());

  test('replicas that start together migrate once', async () => {
    const { address, drop } = await freshAddress(kind);
    const replicas = Array.from({ length: 4 }, () => openDatabase(address));
    await Promise.all(replicas.map((database) => migrate(database)));
    const done = await replicas[0]!.read.selectFrom('migration').select('number').execute();
    expect(done.map((row) => row.number)).toEqual(listMigrations().map((migration) => migration.number));
    await Promise.all(replicas.map((database) => database.close()));
    await drop();
  });

  test('a database that a newer version has changed is refused, untouched', async () => {
    const { address, drop } = await freshAddress(kind);
    const database = openDatabase(address);
    await migrate(database);
    await database.exec("INSERT INTO migration (number, name) VALUES (9999, '9999-from-the-future.sql')");
    await expect(migrate(database)).rejects.toThrow(/newer version of Callboard \(9999-from-the-future\.sql\)/);
    await database.close();
    await drop();
  });

  test('a write that fails leaves nothing, and the next one works', async () => {
    const failing = bench.database.write(async (writer) => {
      await writer.deleteFrom('source').execute();
      throw new Error('on second thoughts');
    });
    await expect(failing).rejects.toThrow('on second thoughts');
    expect(await bench.database.read.selectFrom('source').select('id').execute()).toEqual([{ id: 'memory' }]);
    await bench.addSource('other');
  });

  test('an error of SQL in a write is told as it is, and the next one works', async () => {
    await expect(bench.database.write((writer) => sql`INSERT INTO nowhere VALUES (1)`.execute(writer))).rejects.toThrow(
      /nowhere/,
    );
    await bench.addSource('other');
  });

  test('reads see nothing of a write until it is committed, and do not wait for it', async () => {
    let seen: unknown;
    await bench.database.write(async (writer) => {
      await writer.deleteFrom('source').execute();
      seen = await bench.database.read.selectFrom('source').select('id').execute();
    });
    expect(seen).toEqual([{ id: 'memory' }]);
    expect(await bench.database.read.selectFrom('source').select('id').execute()).toEqual([]);
  });

  test('all reads of a snapshot see the same, whatever is written meanwhile', async () => {
    const seen = await bench.database.snapshot(async (reader) => {
      const before = await reader.selectFrom('source').select('id').execute();
      await bench.second((other) => other.addSource('other'));
      return [before, await reader.selectFrom('source').select('id').execute()];
    });
    expect(seen).toEqual([[{ id: 'memory' }], [{ id: 'memory' }]]);
  });

  test('writers of several connections take turns', async () => {
    let inside = 0;
    let most = 0;
    const write = (other: Bench) =>
      other.database.write(async () => {
        most = Math.max(most, (inside += 1));
        await new Promise((resolve) => setTimeout(resolve, 2));
        inside -= 1;
      });
    const several = async (other: Bench) => {
      for (let round = 0; round < 10; round += 1) await write(other);
    };
    await Promise.all([bench.second(several), bench.second(several), bench.second(several)]);
    expect(most).toBe(1);
  });

  test('bodies come in the order asked for, as many as there are, and again from memory', async () => {
    const texts = Array.from({ length: 1100 }, (_, index) => `note c:${index}\ntext number ${index}\n`);
    bench.source.set('one', { 'notes.txt': texts.join('---\n') });
    await bench.harvest();
    const records = await bench.records.byKeys(
      'note',
      texts.map((_, index) => `c:${index}`),
    );
    expect(records).toHaveLength(1100);
    const hashes = [...records.map((record) => record.hash), 'unknown', records[0]!.hash];
    for (let round = 0; round < 2; round += 1) {
      const bodies = await bench.records.bodies(hashes);
      expect(bodies).toEqual([...records.map((record) => record.body), undefined, records[0]!.body]);
    }
  });

  test('origins say where the visible record comes from', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:a\n' });
    bench.source.set('two', { 'notes.txt': '\nnote c:a\n---\nnote c:b\n' });
    await bench.harvest();
    const origins = await bench.records.origins('note', ['c:a', 'c:b', 'c:none']);
    expect(
      [...origins].map(([key, { repository, document, line, origin }]) => [key, repository, document, line, origin]),
    ).toEqual([
      ['c:a', 'one', 1, 1, 'file:/memory'],
      ['c:b', 'two', 2, 4, 'file:/memory'],
    ]);
  });

  test('findings are listed by key, source, level and code', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:a\nbroken\n---\nnote oops\nfollow nowhere.md\n' });
    await bench.harvest();
    const codes = async (query: Parameters<Bench['findings']['list']>[0]) =>
      (await bench.findings.list(query)).map((finding) => finding.code).sort();
    expect(await codes({})).toEqual(['location-target-missing', 'yaml-syntax', 'yaml-syntax']);
    expect(await codes({ key: 'c:a' })).toEqual(['yaml-syntax']);
    expect(await codes({ code: 'location-target-missing', level: 'error', sourceId: 'memory' })).toEqual([
      'location-target-missing',
    ]);
    expect(await codes({ sourceId: 'other' })).toEqual([]);
    expect((await bench.findings.list({ key: 'c:a' }))[0]).toMatchObject({
      repository: 'one',
      location: 'file:/memory/one/notes.txt',
      line: 1,
      document: 1,
    });
  });

  test('the same source is not registered twice', async () => {
    const again = insertSource(
      bench.database,
      'again',
      { type: 'folder', target: '/memory' },
      'user',
      'kim',
      bench.now(),
    );
    await expect(again).rejects.toMatchObject({ code: 'conflict', message: 'Source folder:/memory already exists' });
  });
});

test.each([
  [{ errcode: 13 }, 'storage-full'],
  [{ errcode: 10 | (3 << 8) }, 'storage-unavailable'],
  [{ errcode: 5 }, 'storage-unavailable'],
  [{ code: '53100' }, 'storage-full'],
  [{ code: 'ENOSPC' }, 'storage-full'],
  [{ code: '57P01' }, 'storage-unavailable'],
  [{ code: '08006' }, 'storage-unavailable'],
  [{ code: '53300' }, 'storage-unavailable'],
  [{ code: 'ECONNREFUSED' }, 'storage-unavailable'],
  [new AggregateError([{ code: 'ECONNREFUSED' }]), 'storage-unavailable'],
  [new Error('Connection terminated unexpectedly'), 'storage-unavailable'],
  [new Error('Client has encountered a connection error and is not queryable'), 'storage-unavailable'],
])('%j is told as %s', (error, code) => {
  const seen = storageError(error);
  expect(seen).toBeInstanceOf(CallboardError);
  expect(seen).toMatchObject({ code, status: 503 });
});

test.each([new Error('something else'), { code: '23505' }, 'text', null, undefined])(
  '%s is no error of storage',
  (error) => {
    expect(storageError(error)).toBe(error);
  },
);
