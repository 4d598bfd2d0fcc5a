/** Plugins that come and go while the portal runs, on both databases, and on two replicas. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe as suite, expect, test } from 'vitest';
import type { TestPortal } from '../../packages/server/src/testing.ts';
import { testDatabases } from '../setup/databases.ts';
import { install, PluginWorkshop, type PluginFiles } from './support/plugins.ts';
import { startRegistry, type RegistryStandIn } from './support/registry.ts';
import { eventually, startOn } from './support/portal.ts';

const workshop = new PluginWorkshop();
afterAll(() => workshop.delete());

const greeter = (version: string, word: string): PluginFiles => ({
  manifest: {
    version,
    config: {
      mark: { type: 'string', default: '!', description: 'What a greeting ends with.' },
      key: { type: 'string', secret: true, description: 'A secret.' },
    },
  },
  server: `
  const tables = await scope.database.open(import.meta.dirname + '/migrations');
  scope.http.get('/greeting', { permission: 'greeter.read' }, async () => {
    await tables.write((writer) => writer.insertInto('greeting').values({ text: 'x' }).execute());
    const rows = await tables.read.selectFrom('greeting').selectAll().execute();
    return { text: '${word}' + scope.config.mark, count: rows.length, key: scope.config.key ?? null };
  });`,
  files: { 'migrations/0001-greeting.sql': 'CREATE TABLE greeting (text TEXT NOT NULL);' },
});

const change = (portal: TestPortal, body: unknown) =>
  portal.request('/api/callboard/plugins/greeter', { method: 'PATCH', body: JSON.stringify(body) });
const greeting = async (portal: TestPortal) => (await portal.request('/api/greeter/greeting')).body;
const shown = async (portal: TestPortal) => {
  const { body } = await portal.request('/api/callboard/plugins/all');
  return (body as { items: { id: string }[] }).items.find(({ id }) => id === 'greeter');
};

suite.each(testDatabases())('a plugin on %s', (kind) => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startOn(kind);
  });
  afterAll(() => portal.stop());

  test('runs as soon as it is installed, and after a restart', async () => {
    const { status } = await install(portal, await workshop.pack('greeter', greeter('1.0.0', 'Hello')));
    expect(status).toBe(201);
    expect(await greeting(portal)).toEqual({ text: 'Hello!', count: 1, key: null });

    await portal.stop({ keep: true });
    const { dataFolder, databaseUrl } = portal;
    // The packages of another machine are not there: the database has them.
    rmSync(join(dataFolder, 'cache'), { recursive: true });
    portal = await startOn(kind, { again: { dataFolder, ...(databaseUrl ? { databaseUrl } : {}) } });
    expect(await greeting(portal)).toEqual({ text: 'Hello!', count: 2, key: null });
  });

  test('takes settings, of which secrets are never told', async () => {
    const { body } = await change(portal, { settings: { mark: '?', key: 'very-secret-value' } });
    expect(JSON.stringify(body)).not.toContain('very-secret-value');
    expect(await greeting(portal)).toMatchObject({ text: 'Hello?', key: 'very-secret-value' });
    expect(await shown(portal)).toMatchObject({
      settings: [
        { name: 'mark', value: '?', isSet: true },
        { name: 'key', secret: true, isSet: true },
      ],
    });
    expect(await change(portal, { settings: { mark: 3 } })).toMatchObject({ status: 400 });
    expect(await change(portal, { settings: { marc: 'x' } })).toMatchObject({ status: 400 });
  });

  test('is updated with its settings and tables kept, and goes back', async () => {
    await install(portal, await workshop.pack('greeter', greeter('1.1.0', 'Welcome')));
    expect(await greeting(portal)).toMatchObject({ text: 'Welcome?', count: 4 });
    expect(await shown(portal)).toMatchObject({ version: '1.1.0', previous: { version: '1.0.0' } });

    await portal.request('/api/callboard/plugins/greeter/rollback', { method: 'POST' });
    expect(await greeting(portal)).toMatchObject({ text: 'Hello?', count: 5 });
    expect(await shown(portal)).toMatchObject({ version: '1.0.0', previous: { version: '1.1.0' } });
  });

  test('is switched off and on', async () => {
    await change(portal, { enabled: false });
    expect((await portal.request('/api/greeter/greeting')).status).toBe(404);
    expect(await shown(portal)).toMatchObject({ enabled: false });
    await change(portal, { enabled: true });
    expect(await greeting(portal)).toMatchObject({ text: 'Hello?' });
  });

  test('leaves nothing behind when it is removed with its data', async () => {
    const { status } = await portal.request('/api/callboard/plugins/greeter?data=delete', { method: 'DELETE' });
    expect(status).toBe(204);
    expect((await portal.request('/api/greeter/greeting')).status).toBe(404);
    expect(await shown(portal)).toBeUndefined();
    expect(readdirSync(join(portal.dataFolder, 'cache/plugin-packages'))).toEqual([]);
    expect(existsSync(join(portal.dataFolder, 'plugins/greeter.sqlite'))).toBe(false);
    await install(portal, await workshop.pack('greeter', greeter('1.0.0', 'Hello')));
    expect(await greeting(portal)).toEqual({ text: 'Hello!', count: 1, key: null });
  });

  test('is refused when it is not one, and the portal says why', async () => {
    const refused = async (content: Buffer) => {
      const { status, body } = await install(portal, content);
      expect(status).toBe(400);
      return (body as { error: { message: string } }).error.message;
    };
    expect(await refused(Buffer.from('nonsense'))).toContain('cannot be unpacked');
    const { status, body } = await install(portal, await workshop.pack('catalog', { server: '' }));
    expect(status).toBe(409);
    expect(JSON.stringify(body)).toContain('The plugin catalog is there already');
  });
});

suite('a plugin in a registry', () => {
  const token = 'token-of-the-registry';
  let registry: RegistryStandIn;
  let portal: TestPortal;
  beforeAll(async () => {
    registry = await startRegistry(token);
    await registry.publish('@acme/greeter', '1.0.0', await workshop.pack('greeter', greeter('1.0.0', 'Hello')));
    await registry.publish('@acme/greeter', '1.1.0', await workshop.pack('greeter', greeter('1.1.0', 'Welcome')));
    await registry.publish(
      '@acme/forged',
      '1.0.0',
      await workshop.pack('greeter', greeter('1.0.0', 'Ha')),
      'sha512-AAAA',
    );
    portal = await startOn('sqlite', {
      config: { plugins: { registries: [{ url: registry.url, token, scope: '@acme' }] } },
    });
  });
  afterAll(async () => {
    await portal.stop();
    await registry.stop();
  });
  const take = (name: string) =>
    portal.request('/api/callboard/plugins/from-registry', { method: 'POST', body: JSON.stringify({ package: name }) });

  test('is installed by its name, a version of it, and then the newest', async () => {
    expect(await take('@acme/greeter@1.0.0')).toMatchObject({ status: 201 });
    expect(await greeting(portal)).toMatchObject({ text: 'Hello!' });
    expect(await take('@acme/greeter')).toMatchObject({ status: 201 });
    expect(await greeting(portal)).toMatchObject({ text: 'Welcome!' });
    expect(await shown(portal)).toMatchObject({
      package: { origin: '@acme/greeter@1.1.0' },
      previous: { origin: '@acme/greeter@1.0.0' },
    });
  });

  test.each([
    ['@acme/forged', 400, 'its checksum differs'],
    ['@acme/nothing', 404, 'is not there'],
    ['@acme/greeter@9.9.9', 404, 'has no version 9.9.9'],
    ['greeter', 400, 'No registry is configured'],
    ['../../etc', 400, 'is not the name of a package'],
  ])('%s is refused', async (name, status, reason) => {
    const answer = await take(name);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toContain(reason);
    expect(JSON.stringify(answer.body)).not.toContain(token);
  });
});

suite.each(testDatabases().filter((kind) => kind === 'postgres'))('a plugin on two replicas on %s', (kind) => {
  let first: TestPortal;
  let second: TestPortal;
  beforeAll(async () => {
    first = await startOn(kind);
    const dataFolder = mkdtempSync(join(tmpdir(), 'callboard-replica-'));
    second = await startOn(kind, { again: { dataFolder, databaseUrl: first.databaseUrl! } });
  });
  afterAll(async () => {
    await second.portal.stop();
    rmSync(second.dataFolder, { recursive: true });
    await first.stop();
  });

  test('comes, changes and goes on both', async () => {
    await install(first, await workshop.pack('greeter', greeter('1.0.0', 'Hello')));
    await eventually(async () => expect(await greeting(second)).toMatchObject({ text: 'Hello!' }));
    await change(second, { settings: { mark: '?' } });
    await eventually(async () => expect(await greeting(first)).toMatchObject({ text: 'Hello?' }));
    await first.request('/api/callboard/plugins/greeter?data=delete', { method: 'DELETE' });
    await eventually(async () => expect((await second.request('/api/greeter/greeting')).status).toBe(404));
  });
});
