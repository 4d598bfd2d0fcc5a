/** Two replicas on one PostgreSQL: one harvests, both show. Embedded, there is one and no second. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe as suite, expect, test } from 'vitest';
import { startCallboard, type TestPortal } from '../../packages/server/src/testing.ts';
import { testDatabases } from '../setup/databases.ts';
import { Company } from './support/company.ts';
import { countEntities, describe, eventually, sourcesOf, startOn } from './support/portal.ts';

test('a second portal on the same data folder is refused, by the name of the folder', async () => {
  const first = await startOn('sqlite');
  await expect(startCallboard({ again: { dataFolder: first.dataFolder } })).rejects.toThrow(
    `Another Callboard is running on the data folder ${first.dataFolder}`,
  );
  await first.stop({ keep: true });
  const next = await startCallboard({ again: { dataFolder: first.dataFolder } });
  await next.stop();
});

suite.each(testDatabases().filter((kind) => kind === 'postgres'))('two replicas on %s', (kind) => {
  const company = new Company();
  /** Started first, so it harvests. Nothing is watched: what is found was asked for. */
  let leader: TestPortal;
  let follower: TestPortal;
  let stopped = false;
  let sourceId: string;

  const post = (portal: TestPortal, path: string, body: unknown = {}) =>
    portal.request(path, { method: 'POST', body: JSON.stringify(body) });
  const harvest = (portal: TestPortal, id = sourceId) => post(portal, `/api/callboard/sources/${id}/harvest?wait=true`);

  beforeAll(async () => {
    company.components(5);
    const config = { sources: [{ type: 'folder', target: company.folder }], harvest: { watch: false } };
    leader = await startOn(kind, { config });
    const dataFolder = mkdtempSync(join(tmpdir(), 'callboard-replica-'));
    follower = await startOn(kind, { config, again: { dataFolder, databaseUrl: leader.databaseUrl! } });
    sourceId = (await sourcesOf(follower))[0]!.id;
  });
  afterAll(async () => {
    await follower.portal.stop();
    rmSync(follower.dataFolder, { recursive: true });
    // It drops the database that both use.
    if (stopped) leader.portal.stop = async () => undefined;
    await leader.stop();
    company.delete();
  });

  test('the one that came later has everything', async () => {
    expect(await countEntities(follower)).toBe(5);
    await eventually(async () => expect((await sourcesOf(follower))[0]!.lastFinishedAt).toBeDefined());
  });

  test('what the one harvests is seen on both, and both say the same of the source', async () => {
    company.component('c1', 'Edited');
    await harvest(leader);
    expect(await describe(leader, 'c1')).toBe('Edited');
    await eventually(async () => expect(await describe(follower, 'c1')).toBe('Edited'));
    await eventually(async () => expect(await sourcesOf(follower)).toEqual(await sourcesOf(leader)));
    expect((await sourcesOf(follower))[0]).toMatchObject({
      state: 'ok',
      lastFinishedAt: expect.any(String),
      nextAt: expect.any(String),
    });
  });

  test('a harvest asked for at the one that does not harvest is done when it answers', async () => {
    company.component('new');
    expect(await harvest(follower)).toMatchObject({ status: 200 });
    expect(await describe(follower, 'new')).toBe('A component');
    expect(await harvest(follower, '00000000-0000-4000-8000-000000000000')).toMatchObject({ status: 404 });
  });

  test('a source that is added at the one is harvested by the other, and its removal is seen on both', async () => {
    const other = new Company();
    other.component('there');
    const { id } = (await post(follower, '/api/callboard/sources', { type: 'folder', target: other.folder })).body as {
      id: string;
    };
    await harvest(follower, id);
    expect(await describe(follower, 'there')).toBe('A component');
    await eventually(async () => expect(await describe(leader, 'there')).toBe('A component'));
    await follower.request(`/api/callboard/sources/${id}`, { method: 'DELETE' });
    expect(await describe(follower, 'there')).toBeUndefined();
    await eventually(async () => expect(await describe(leader, 'there')).toBeUndefined());
    other.delete();
  });

  test('what a person does at the one is seen on the other', async () => {
    const { status } = await post(follower, '/api/callboard/exclusions', {
      entityRef: 'component:default/c2',
      reason: 'a leftover',
    });
    expect(status).toBeLessThan(300);
    expect(await describe(follower, 'c2')).toBeUndefined();
    await eventually(async () => expect(await describe(leader, 'c2')).toBeUndefined());
  });

  test('when the one that harvests stops, the other takes over, and does what it was asked meanwhile', async () => {
    await leader.portal.stop();
    stopped = true;
    company.component('c3', 'Edited when nobody harvested');
    expect(await harvest(follower)).toMatchObject({ status: 200 });
    expect(await describe(follower, 'c3')).toBe('Edited when nobody harvested');
    expect(await countEntities(follower)).toBe(5);
  });
});
