import { join } from 'node:path';
import { createModel } from '@callboard/core';
import type { Changes, Log } from '@callboard/plugin/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestApi, type TestApi } from '../http/test-api.ts';
import { createRedact } from '../redact.ts';
import { settleConflicts } from './conflicts.ts';
import { PluginHost, type WantedPlugin } from './host.ts';
import { HealthBook } from './health/health.ts';
import { findPlugins } from './manifest.ts';
import type { SharedScope } from './scope.ts';
import { WebHalves } from './web-half.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
const good = withGreeting('Welcome');
const bad = findPlugins(join(fixtures, 'bad'));

function withGreeting(greeting: string): WantedPlugin[] {
  return findPlugins(join(fixtures, 'good')).map((plugin) =>
    plugin.manifest?.config['greeting'] ? { ...plugin, config: { greeting } } : plugin,
  );
}

let api: TestApi;
let host: PluginHost;
let followed: string[];
let warnings: { message: string; data: Record<string, unknown> | undefined }[];

beforeEach(async () => {
  api = await createTestApi();
  followed = [];
  // What a plugin of an earlier test says too late is not this one's.
  const said: typeof warnings = [];
  warnings = said;
  const changes = {
    follow: (name: string) => {
      followed.push(name);
      return () => void followed.splice(followed.indexOf(name), 1);
    },
  } as unknown as Changes;
  const shared = {
    changes,
    model: createModel({}),
    portal: { baseUrl: 'http://localhost', readonly: false, entityFilename: 'catalog-info.yaml' },
    log: {
      debug: () => undefined,
      info: () => undefined,
      warn: (message: string, data: Parameters<Log['warn']>[1]) => void said.push({ message, data }),
      error: () => undefined,
    },
    own: () => ({}),
  } as unknown as SharedScope;
  host = new PluginHost({
    shared,
    table: api.table,
    webHalves: new WebHalves(),
    health: new HealthBook({ now: Date.now }),
    cursors: { read: async () => 0, write: async () => undefined, remove: async () => undefined },
    redact: createRedact(),
    patience: { start: 200, follow: 50, end: 50 },
  });
});
afterEach(async () => {
  await host.close();
  await api.app.close();
});

async function get(url: string) {
  const { statusCode, body } = await api.app.inject(url);
  return statusCode === 200 ? (JSON.parse(body) as unknown) : statusCode;
}

describe('a plugin', () => {
  test('answers, with its settings, and has what it needs of others before it starts', async () => {
    await host.apply(good);
    expect(await get('/api/hello/greeting/Ada')).toEqual({ text: 'Welcome, Ada!' });
    expect(await get('/api/answers')).toBe('Welcome, you!');
    expect(host.list().map(({ id, error }) => ({ id, error }))).toEqual([{ id: 'hello' }, { id: 'answers' }]);
    expect(host.list()[0]).toMatchObject({
      name: 'Hello',
      version: '1.0.0',
      owner: 'group:default/front-of-house',
      contributes: { permissions: [{ id: 'hello.read' }] },
    });
  });

  test('that is switched off leaves nothing, and can be switched on again', async () => {
    await host.apply(good);
    await host.apply(good.filter(({ id }) => id !== 'hello'));
    expect(await get('/api/hello/greeting/Ada')).toBe(404);
    expect(host.list().map(({ id }) => id)).toEqual(['answers']);
    expect(host.list()[0]?.error).toContain('greeting');
    await host.apply(good);
    expect(await get('/api/hello/greeting/Ada')).toEqual({ text: 'Welcome, Ada!' });
    expect(await get('/api/answers')).toBe('Welcome, you!');
  });

  test('whose settings change starts anew, with whoever uses it, and the others go on', async () => {
    await host.apply(good);
    const before = host.list();
    await host.apply(withGreeting('Hi'));
    expect(await get('/api/hello/greeting/Ada')).toEqual({ text: 'Hi, Ada!' });
    expect(await get('/api/answers')).toBe('Hi, you!');
    expect(host.list()).toEqual(before);
  });
});

describe('among bad plugins', () => {
  test('the good ones run, and each bad one says what is wrong with it', async () => {
    await host.apply(settleConflicts([...good, ...bad]));
    expect(await get('/api/hello/greeting/Ada')).toEqual({ text: 'Welcome, Ada!' });
    const errors = Object.fromEntries(
      host
        .list()
        .filter(({ error }) => error)
        .map(({ id, error }) => [id, error]),
    );
    expect(errors).toEqual({
      'throws-at-load': 'the module cannot be loaded',
      'throws-at-start': 'the start fails with https://***@host',
      'never-starts': expect.stringContaining('has not started within 0.2 s'),
      'no-default': 'server.ts has no default export made by definePlugin',
      'bad-manifest': expect.stringMatching(/plugin\.yaml:4:1 server: .*; plugin\.yaml:6:3 contributes: .*permisions/),
      'no-yaml': expect.stringMatching(/^plugin\.yaml:\d:\d+ /),
      catalog: expect.stringMatching(/^plugin\.yaml:1:1 name: /),
    });
    expect(host.list().find(({ id }) => id === 'throws-at-load')).toMatchObject({
      name: 'Throws at load',
      owner: 'group:default/careless',
      contributes: null,
    });
  });

  test('of one that fails when it starts nothing stays', async () => {
    await host.apply(bad.filter(({ id }) => id === 'throws-at-start'));
    expect(await get('/api/throws-at-start')).toBe(404);
    expect(followed).toEqual([]);
    expect(warnings).toMatchObject([{ message: 'a plugin did not end well', data: { plugin: 'throws-at-start' } }]);
  });

  test('one that starts too late cannot add anything any more', async () => {
    await host.apply(bad.filter(({ id }) => id === 'never-starts'));
    await expect.poll(() => warnings.map(({ message }) => message)).toContain('too late');
    expect(await get('/api/never-starts/late')).toBe(404);
  });

  test('one that wants a route that is taken is left out, and the route stays whose it was', async () => {
    const found = findPlugins(join(fixtures, 'bad/takes-routes'));
    const first = found.map((plugin) => ({
      ...plugin,
      id: 'first',
      folder: `${plugin.folder}/../takes-routes`,
      manifest: { ...plugin.manifest!, id: 'first' },
    }));
    await host.apply([...first, ...found]);
    expect(host.list().map(({ error }) => error)).toEqual([
      undefined,
      'the route GET /api/callboard/plugins is taken by the plugin first',
    ]);
    expect(await get('/api/callboard/plugins')).toBe('taken');
    expect(await get('/api/takes-routes/own')).toBe(404);
  });

  test('one whose handlers fail is named, and answers the next request', async () => {
    await host.apply([...good, ...bad.filter(({ id }) => id === 'misbehaves')]);
    for (const path of ['throws', 'rejects', 'header']) {
      const answer = await api.app.inject(`/api/misbehaves/${path}`);
      expect(answer.statusCode).toBe(500);
      expect(answer.json().error).toEqual({
        name: 'PluginError',
        code: 'plugin-failed',
        message: 'The plugin misbehaves failed',
      });
    }
    const never = api.app.inject('/api/misbehaves/never');
    expect(await get('/api/hello/greeting/Ada')).toEqual({ text: 'Welcome, Ada!' });
    expect(await Promise.race([never, Promise.resolve('still waiting')])).toBe('still waiting');
  });

  test('one that does not end does not keep the portal from ending', async () => {
    await host.apply([...bad.filter(({ id }) => id === 'misbehaves'), ...good]);
    await host.close();
    expect(host.list()).toEqual([]);
    expect(await get('/api/hello/greeting/Ada')).toBe(404);
    expect(warnings).toMatchObject([
      {
        data: {
          plugin: 'misbehaves',
          error: expect.objectContaining({ message: expect.stringContaining('does not end') }),
        },
      },
    ]);
  });
});
