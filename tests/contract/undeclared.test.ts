/** A source that is no longer in the configuration: what it said waits for a person, as after any other large loss. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe as suite, expect, test } from 'vitest';
import { commitFiles } from '../../packages/server/src/sources/test-environment.ts';
import type { TestPortal } from '../../packages/server/src/testing.ts';
import { testDatabases } from '../setup/databases.ts';
import { component } from './support/company.ts';
import { countEntities, sourcesOf, startOn } from './support/portal.ts';

suite.each(testDatabases())('sources of the configuration on %s', (kind) => {
  let root: string;
  let portal: TestPortal;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'callboard-undeclared-'));
  });
  afterEach(async () => {
    await portal.stop();
    rmSync(root, { recursive: true, force: true });
  });

  const fill = (folder: string, ...names: string[]) => {
    for (const name of names)
      commitFiles(join(root, folder, name), { 'catalog-info.yaml': component(name, 'A component') }, 'Describe it');
  };
  const declare = (...folders: string[]) => ({
    logLevel: 'silent' as const,
    config: {
      harvest: { watch: false },
      sources: folders.map((name) => ({ type: 'folder', target: join(root, name) })),
    },
  });
  const restart = async (...folders: string[]) => {
    const { dataFolder, databaseUrl } = portal;
    await portal.stop({ keep: true });
    portal = await startOn(kind, {
      ...declare(...folders),
      again: { dataFolder, ...(databaseUrl && { databaseUrl }) },
    });
  };
  const confirm = async () => {
    const [source] = await sourcesOf(portal);
    return portal.request(`/api/callboard/sources/${source!.id}/confirm`, { method: 'POST' });
  };

  test('that are left out keep what they said until a person confirms, and are themselves again when they are back', async () => {
    fill('many', 'one', 'two', 'three', 'four');
    portal = await startOn(kind, declare('many'));
    const { body: before } = await portal.request('/api/catalog/entities/by-name/component/default/one');

    await restart();
    expect(await countEntities(portal)).toBe(4);
    expect(await sourcesOf(portal)).toMatchObject([{ origin: 'undeclared', state: 'held', held: 4, entities: 4 }]);

    const [source] = await sourcesOf(portal);
    const removals = await portal.request(`/api/callboard/removals?sourceId=${source!.id}&limit=2`);
    expect(removals.body).toMatchObject({
      total: 4,
      items: [
        { entityRef: 'component:default/four', ownerRef: 'group:default/team-a', file: 'catalog-info.yaml', line: 1 },
        { entityRef: 'component:default/one', dependents: [], dependentCount: 0 },
      ],
    });
    // Somebody saw another list: nothing is removed.
    const { status } = await portal.request(`/api/callboard/sources/${source!.id}/confirm?held=3`, { method: 'POST' });
    expect(status).toBe(409);
    expect(await countEntities(portal)).toBe(4);

    await restart('many');
    expect(await sourcesOf(portal)).toMatchObject([{ origin: 'config', state: 'ok', held: 0 }]);
    const { body: after } = await portal.request('/api/catalog/entities/by-name/component/default/one');
    expect(after).toMatchObject({ metadata: { uid: (before as { metadata: { uid: string } }).metadata.uid } });

    await restart();
    expect((await confirm()).status).toBe(204);
    expect(await countEntities(portal)).toBe(0);
    expect(await sourcesOf(portal)).toEqual([]);
  });

  test('with little in them, or with what others say as well, go at once', async () => {
    fill('few', 'one', 'two');
    fill('many', 'three', 'four', 'five');
    fill('copy', 'three', 'four', 'five');
    portal = await startOn(kind, declare('few', 'many', 'copy'));
    await restart('copy');
    expect(await sourcesOf(portal)).toMatchObject([{ target: join(root, 'copy'), state: 'ok', held: 0 }]);
    expect(await countEntities(portal)).toBe(3);
  });

  test('named on a command line go as they came', async () => {
    fill('many', 'one', 'two', 'three');
    portal = await startOn(kind, { sources: [join(root, 'many')], config: { harvest: { watch: false } } });
    expect(await countEntities(portal)).toBe(3);
    await restart();
    expect(await countEntities(portal)).toBe(0);
  });
});
