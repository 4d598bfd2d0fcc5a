/** A whole portal on either database: what people and clients see of harvests. */
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterEach, beforeEach, describe as suite, expect, test } from 'vitest';
import type { TestPortal } from '../../packages/server/src/testing.ts';
import { testDatabases } from '../setup/databases.ts';
import { Company, component } from './support/company.ts';
import { countEntities, describe, eventually, sourcesOf, startOn } from './support/portal.ts';

suite.each(testDatabases())('a portal on %s', (kind) => {
  let company: Company;
  let portal: TestPortal;
  beforeEach(() => {
    company = new Company();
  });
  afterEach(async () => {
    await portal.stop();
    company.delete();
  });

  const start = async (config: Record<string, unknown> = {}) => {
    portal = await startOn(kind, { config: { sources: [{ type: 'folder', target: company.folder }], ...config } });
    return (await sourcesOf(portal))[0]!;
  };
  const post = (path: string, body: unknown = {}) =>
    portal.request(path, { method: 'POST', body: JSON.stringify(body) });
  const harvest = (id: string) => post(`/api/callboard/sources/${id}/harvest?wait=true`);

  test('a saved file is seen by itself, wherever in the folder it is, also one that was not there at the start', async () => {
    company.components(3);
    await start();
    expect(await countEntities(portal)).toBe(3);
    company.component('c1', 'Edited');
    company.component('late');
    await eventually(async () =>
      expect([await describe(portal, 'c1'), await describe(portal, 'late')]).toEqual(['Edited', 'A component']),
    );
    company.remove('late');
    await eventually(async () => expect(await describe(portal, 'late')).toBeUndefined());
  });

  test('a portal that starts again has everything at once, harvests what changed meanwhile, and keeps uids', async () => {
    company.components(4);
    await start();
    const uid = async () =>
      (
        (await portal.request('/api/catalog/entities/by-name/component/default/c0')).body as {
          metadata: { uid: string };
        }
      ).metadata.uid;
    const before = await uid();
    await portal.stop({ keep: true });
    company.component('c1', 'Edited while it was down');
    const { dataFolder, databaseUrl } = portal;
    portal = await startOn(kind, {
      config: { sources: [{ type: 'folder', target: company.folder }] },
      again: { dataFolder, ...(databaseUrl ? { databaseUrl } : {}) },
    });
    expect(await describe(portal, 'c1')).toBe('Edited while it was down');
    expect(await uid()).toBe(before);
  });

  test('a broken file keeps its entity, is a finding with its line, and shows in the history', async () => {
    company.components(2);
    const { id } = await start({ harvest: { watch: false } });
    company.write('c0/catalog-info.yaml', `${component('c0', 'Broken')}  bad indentation: [\n`);
    await harvest(id);
    expect(await describe(portal, 'c0')).toBe('A component');
    const { body } = await portal.request('/api/callboard/findings?entityRef=component:default/c0');
    const all = (await portal.request('/api/callboard/findings')).body as {
      items: { file: string; line: number; code: string }[];
    };
    expect([...(body as typeof all).items, ...all.items]).toContainEqual(
      expect.objectContaining({
        file: 'catalog-info.yaml',
        code: expect.stringMatching(/^yaml/),
        line: expect.any(Number),
      }),
    );
    const withErrors = { where: [{ field: 'findings', values: ['error'] }] };
    expect((await post('/api/callboard/list', withErrors)).body).toMatchObject({
      total: 1,
      items: [{ metadata: { name: 'c0' } }],
    });
    expect((await post('/api/callboard/list/facets', { facets: [{ field: 'findings' }] })).body).toMatchObject({
      facets: [{ values: expect.arrayContaining([{ value: 'error', count: 1 }]), none: 0 }],
    });
    company.component('c0', 'Mended');
    await harvest(id);
    expect(await describe(portal, 'c0')).toBe('Mended');
    const history = (await portal.request('/api/callboard/history?entityRef=component:default/c0')).body as {
      items: { op: string; cause: { file?: string }; diff: { path: string; before?: unknown; after?: unknown }[] }[];
    };
    expect(history.items[0]).toMatchObject({
      op: 'update',
      cause: { repository: 'c0', file: 'catalog-info.yaml', line: 1 },
    });
    expect(history.items[0]!.diff).toEqual([
      { path: expect.stringContaining('description'), before: 'A component', after: 'Mended' },
    ]);
    expect(history.items.at(-1)).toMatchObject({ op: 'create' });
  });

  test('a large loss is held and shown at its source, until a person confirms it', async () => {
    company.components(10);
    const { id } = await start({ harvest: { watch: false } });
    for (let index = 0; index < 4; index += 1) company.remove(`c${index}`);
    await harvest(id);
    expect((await sourcesOf(portal))[0]).toMatchObject({ state: 'held', held: 4, entities: 10 });
    expect(await countEntities(portal)).toBe(10);
    expect((await post(`/api/callboard/sources/${id}/confirm`)).body).toMatchObject({
      state: 'ok',
      held: 0,
      entities: 6,
      repositories: 6,
    });
    expect(await countEntities(portal)).toBe(6);
  });

  test('a source can be added, refused, previewed and removed', async () => {
    company.components(2);
    await start();
    const other = new Company();
    other.component('there');
    const added = await post('/api/callboard/sources', { type: 'folder', target: other.folder });
    expect(added).toMatchObject({ status: 201, body: { type: 'folder', origin: 'user' } });
    await eventually(async () => expect(await describe(portal, 'there')).toBe('A component'));
    expect(await post('/api/callboard/sources', { type: 'folder', target: other.folder })).toMatchObject({
      status: 409,
      body: { error: { name: 'ConflictError' } },
    });
    const id = (added.body as { id: string }).id;
    expect((await portal.request(`/api/callboard/sources/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await describe(portal, 'there')).toBeUndefined();
    const [declared] = await sourcesOf(portal);
    expect(await portal.request(`/api/callboard/sources/${declared!.id}`, { method: 'DELETE' })).toMatchObject({
      status: 403,
    });
    expect(await harvest('00000000-0000-4000-8000-000000000000')).toMatchObject({ status: 404 });
    other.delete();
  });

  test('a folder that goes away takes nothing with it, says so, and is found and watched again when it is back', async () => {
    company.components(3);
    const { id } = await start();
    rmSync(company.folder, { recursive: true });
    await harvest(id);
    expect((await sourcesOf(portal))[0]).toMatchObject({
      state: 'error',
      error: { code: 'source-not-found', message: expect.stringContaining(company.folder) },
      entities: 3,
    });
    expect(await countEntities(portal)).toBe(3);
    company.components(3);
    await eventually(async () => expect((await sourcesOf(portal))[0]).toMatchObject({ state: 'ok', entities: 3 }));
    company.component('c0', 'Edited');
    await eventually(async () => expect(await describe(portal, 'c0')).toBe('Edited'));
  });

  test('sources that leave the configuration go with what they said; the others stay as they are', async () => {
    company.component('here', 'A component', 'one/here');
    company.component('there', 'A component', 'two/there');
    const both = ['one', 'two'].map((name) => ({ type: 'folder', target: join(company.folder, name) }));
    await start({ sources: both });
    expect(await countEntities(portal)).toBe(2);
    await portal.stop({ keep: true });
    const { dataFolder, databaseUrl } = portal;
    portal = await startOn(kind, {
      config: { sources: [both[0]] },
      again: { dataFolder, ...(databaseUrl ? { databaseUrl } : {}) },
    });
    expect([await describe(portal, 'here'), await describe(portal, 'there')]).toEqual(['A component', undefined]);
  });

  if (kind === 'sqlite') {
    test('an unchanged harvest leaves the file of the database as it is', async () => {
      company.components(20);
      const { id } = await start();
      const file = new DatabaseSync(join(portal.dataFolder, 'callboard.sqlite'), { readOnly: true });
      const version = () => file.prepare('PRAGMA data_version').get();
      const before = version();
      for (let round = 0; round < 3; round += 1) await harvest(id);
      expect(version()).toEqual(before);
      file.close();
    });
  }
});
