/** A volume that is full: a clear word, nothing lost, and on it goes when there is space. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe as suite, expect, test } from 'vitest';
import { startCallboard, type TestPortal } from '../../packages/server/src/testing.ts';
import { openBench, type Bench } from '../contract/support/bench.ts';
import { Company } from '../contract/support/company.ts';
import { countEntities, describe, eventually, sourcesOf } from '../contract/support/portal.ts';

/** A volume whose size can be told. Making one takes rights that not everybody has: without them the limit of the database, below, has to do. */
function setSize(folder: string, size: string, how: 'mount' | 'remount'): boolean {
  const options = how === 'mount' ? `size=${size}` : `remount,size=${size}`;
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0;
}

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-mount-'));
  const mounted = setSize(folder, '1m', 'mount');
  if (mounted) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true });
  return mounted;
}

if (canMount())
  suite('a full volume', () => {
    let company: Company;
    let folder: string;
    let portal: TestPortal;
    beforeEach(() => {
      company = new Company();
      folder = mkdtempSync(join(tmpdir(), 'callboard-full-'));
    });
    afterEach(async () => {
      await portal.stop({ keep: true });
      spawnSync('umount', [folder]);
      rmSync(folder, { recursive: true, force: true });
      company.delete();
    });

    test('is told, loses nothing, and does not need to be told when there is space', async () => {
      setSize(folder, '6m', 'mount');
      company.components(20, 'Small');
      portal = await startCallboard({
        again: { dataFolder: folder },
        logLevel: 'silent',
        config: { sources: [{ type: 'folder', target: company.folder }], harvest: { folderEvery: '5s' } },
      });
      expect(await countEntities(portal)).toBe(20);

      company.components(200, 'Large '.repeat(10_000));
      await eventually(async () =>
        expect((await sourcesOf(portal))[0]).toMatchObject({
          state: 'error',
          error: { code: 'storage-full', message: 'No space left for the database' },
        }),
      );
      expect(await describe(portal, 'c0')).toBe('Small');
      expect(await countEntities(portal)).toBe(20);
      const [source] = await sourcesOf(portal);
      const asked = await portal.request(`/api/callboard/sources/${source!.id}/harvest?wait=true`, { method: 'POST' });
      expect(asked).toMatchObject({
        status: 503,
        body: { error: { code: 'storage-full', message: 'No space left for the database' } },
      });

      setSize(folder, '200m', 'remount');
      await eventually(async () => expect((await sourcesOf(portal))[0]).toMatchObject({ state: 'ok', entities: 200 }));
      expect(await describe(portal, 'c0')).toMatch(/^Large/);
      expect(await countEntities(portal)).toBe(200);
    });
  });

suite('a database that may not grow', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench('sqlite');
  });
  afterEach(async () => {
    await bench.database.exec('PRAGMA max_page_count = 4294967294');
    bench.close();
  });

  test('refuses to write, says so, keeps what it has, and goes on when there is space', async () => {
    const size = 60;
    bench.source.set('one', { 'notes.txt': 'note c:a\ntext kept\n' });
    await bench.harvest();
    await bench.database.exec('VACUUM');
    const { count } = await sql<{ count: number }>`SELECT page_count AS count FROM pragma_page_count`
      .execute(bench.database.read)
      .then(({ rows }) => rows[0]!);
    await bench.database.exec(`PRAGMA max_page_count = ${count + 2}`);
    bench.source.set(
      'two',
      Object.fromEntries(
        Array.from({ length: size }, (_, index) => [
          `${index}/notes.txt`,
          `note c:${index}\ntext ${'long '.repeat(2000)}\n`,
        ]),
      ),
    );
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(bench.harvest()).rejects.toMatchObject({
        code: 'storage-full',
        status: 503,
        message: 'No space left for the database',
      });
      expect(await bench.visible()).toEqual({ 'c:a': 'kept' });
    }
    await bench.database.exec('PRAGMA max_page_count = 4294967294');
    await bench.harvest();
    expect(Object.keys(await bench.visible())).toHaveLength(size + 1);
    expect((await bench.changes.read({})).map((change) => change.seq)).toEqual(
      Array.from({ length: size + 1 }, (_, index) => index + 1),
    );
  });
});
