/** The database goes away under a running portal, and comes back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe as suite, expect, test } from 'vitest';
import { openPostgres } from '../../packages/server/src/storage/postgres.ts';
import { endOnSilence } from '../../packages/server/src/storage/session.ts';
import { startCallboard, type TestPortal } from '../../packages/server/src/testing.ts';
import { freshPostgres, testDatabases, type FreshDatabase } from '../setup/databases.ts';
import { Company } from '../contract/support/company.ts';
import { countEntities, describe, eventually, sourcesOf } from '../contract/support/portal.ts';
import { Proxy } from './proxy.ts';

// Without PostgreSQL there is no connection to cut, and still a test in this file.
test('the embedded database has no connection that could be cut', async () => {
  const portal = await startCallboard();
  expect(portal.databaseUrl).toBeUndefined();
  await portal.stop();
});

suite.each(testDatabases().filter((kind) => kind === 'postgres'))('%s goes away', () => {
  let company: Company;
  let dataFolder: string;
  let database: FreshDatabase;
  let proxy: Proxy;
  beforeEach(async () => {
    company = new Company();
    dataFolder = mkdtempSync(join(tmpdir(), 'callboard-cut-'));
    database = await freshPostgres();
    proxy = await Proxy.open(database.url);
  });
  afterEach(async () => {
    await proxy.down();
    await database.drop();
    company.delete();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  const start = () => {
    company.components(30);
    return startCallboard({
      logLevel: 'silent',
      again: { dataFolder, databaseUrl: proxy.urlOf(database.url) },
      config: { sources: [{ type: 'folder', target: company.folder }] },
    });
  };
  const recovers = async (portal: TestPortal, description: string) => {
    await eventually(async () => expect(await describe(portal, 'c1')).toBe(description));
    await eventually(async () => expect((await sourcesOf(portal))[0]).toMatchObject({ state: 'ok', entities: 30 }));
    company.component('c2', `${description}, and again`);
    await eventually(async () => expect(await describe(portal, 'c2')).toBe(`${description}, and again`));
    expect(await countEntities(portal)).toBe(30);
  };

  test('all sessions are ended, again and again: the portal goes on by itself', async () => {
    const portal = await start();
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    for (let round = 0; round < 3; round += 1) {
      company.components(30, `Round ${round}`);
      const [source] = await sourcesOf(portal).catch(() => []);
      const asked =
        source && portal.request(`/api/callboard/sources/${source.id}/harvest?wait=true`, { method: 'POST' });
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
      await admin.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
      const answer = await asked;
      if (answer) expect([200, 503]).toContain(answer.status);
    }
    await admin.end();
    await recovers(portal, 'Round 2');
    await portal.stop();
  });

  test('the server is stopped: the portal says so, keeps answering what it can, and goes on when it is back', async () => {
    const portal = await start();
    await proxy.down();
    await eventually(async () =>
      expect(await portal.request('/api/callboard/sources')).toMatchObject({
        status: 503,
        body: {
          error: {
            name: 'ServiceUnavailableError',
            code: 'storage-unavailable',
            message: 'The database cannot be reached',
          },
        },
      }),
    );
    expect(await portal.request('/api/catalog/entities?limit=1&fields=metadata.name')).toMatchObject({
      status: expect.toBeOneOf([200, 503]),
    });
    expect((await portal.request('/.backstage/health/v1/liveness')).status).toBe(200);
    company.component('c1', 'Edited while the database was down');
    expect(
      await portal.request('/api/callboard/exclusions', {
        method: 'POST',
        body: JSON.stringify({ entityRef: 'component:default/c9', reason: 'x' }),
      }),
    ).toMatchObject({ status: 503 });
    await proxy.up();
    await recovers(portal, 'Edited while the database was down');
    await portal.stop();
  });

  test('a portal whose database is not there when it stops ends all the same', async () => {
    const portal = await start();
    await proxy.down();
    await portal.portal.stop().catch(() => undefined);
    await proxy.up();
    const again = await start();
    expect(await countEntities(again)).toBe(30);
    await again.stop();
  });

  test('a portal does not start without its database, and says why', async () => {
    await proxy.down();
    await expect(start()).rejects.toMatchObject({
      code: 'storage-unavailable',
      message: 'The database cannot be reached',
    });
    await proxy.up();
  });

  test('a session that breaks between two statements of a write fails that write, not the process', async () => {
    const storage = openPostgres({ dialect: 'postgres', target: proxy.urlOf(database.url) });
    await storage.exec('CREATE TABLE counter (name TEXT PRIMARY KEY, value BIGINT NOT NULL)');
    const writing = storage.write(async () => {
      await proxy.down();
      await new Promise((resolve) => setTimeout(resolve, 50));
      return storage.dialect;
    });
    await expect(writing).rejects.toMatchObject({ code: 'storage-unavailable' });
    await proxy.up();
    expect(await storage.write(async () => 'back')).toBe('back');
    await storage.close();
  });

  test('a server that falls silent is given up, not waited for', async () => {
    const client = new pg.Client({ connectionString: proxy.urlOf(database.url) });
    client.on('error', () => undefined);
    await client.connect();
    endOnSilence(client, 200);
    proxy.silence();
    await expect(client.query('SELECT 1')).rejects.toThrow(/Connection terminated/);
  });
});
