/** A volume that is full: a clear word, nothing lost, and on it goes when there is space. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe as suite, expect, test } from 'vitest';
import { startCallboard, type TestPortal } from '../../packages/server/src/testing.ts';
import { Company } from '../contract/support/company.ts';
import { countEntities, describe, eventually, sourcesOf } from '../contract/support/portal.ts';

/** A volume whose size can be told. Making one takes rights that not everybody has; without them a limit of the database has to do, in `storage.test.ts`. */
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

  test.each(canMount() ? ['6m'] : [])('of %s', async (size) => {
    setSize(folder, size, 'mount');
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
