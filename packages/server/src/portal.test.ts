import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { openApiFaults } from './http/test-openapi.ts';
import { startPortal, type Portal, type PortalOptions } from './portal.ts';

const fixtures = join(import.meta.dirname, 'plugins/fixtures');
const TOKEN = 'token-of-this-test';
let folder: string;
let portals: Portal[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-portal-'));
  portals = [];
});
afterEach(async () => {
  await Promise.all(portals.map((portal) => portal.stop()));
  rmSync(folder, { recursive: true, force: true });
});

async function start(config: Record<string, unknown> = {}, options: Partial<PortalOptions> = {}): Promise<Portal> {
  const configFile = join(folder, 'callboard.yaml');
  writeFileSync(configFile, stringify(config));
  const portal = await startPortal({
    port: 0,
    configFile,
    dataFolder: join(folder, 'data'),
    token: TOKEN,
    logLevel: 'silent',
    env: {},
    ...options,
  });
  portals.push(portal);
  return portal;
}

function ask(portal: Portal, path: string, init: RequestInit = {}) {
  return fetch(new URL(path, portal.url), { headers: { authorization: `Bearer ${TOKEN}` }, ...init });
}

interface Operation {
  security?: unknown[];
  'x-permission'?: string;
}

describe('the routes of a whole portal', () => {
  test('are described by a valid document, and each is public on purpose or refuses whoever has no token', async () => {
    const portal = await start();
    const document = (await (await ask(portal, '/api/callboard/openapi.json')).json()) as {
      paths: Record<string, Record<string, Operation>>;
    };
    expect(openApiFaults(document)).toEqual([]);
    const open: string[] = [];
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const url = path.replace(/\{\w+\}/g, 'x');
        const { status } = await ask(portal, url, {
          method: method.toUpperCase(),
          headers: { authorization: 'Bearer nonsense' },
        });
        if (status !== 401) open.push(`${method} ${path}`);
        expect({
          path,
          method,
          guarded: operation['x-permission'] !== undefined || operation.security?.length === 0,
        }).toEqual({ path, method, guarded: true });
      }
    }
    expect(open.toSorted()).toEqual([
      'get /api/auth/.well-known/jwks.json',
      'get /api/auth/.well-known/openid-configuration',
      'get /api/auth/guest/refresh',
      'get /api/callboard/docs',
      'get /api/callboard/jwks.json',
      'get /api/callboard/openapi.json',
      'post /api/auth/guest/refresh',
      'post /api/callboard/introspect',
      'post /api/events/http/{topic}',
    ]);
    expect(await (await ask(portal, '/api/callboard/docs')).text()).toContain('/api/catalog/entities/by-query');
  });
});

describe('who is let in', () => {
  test('with a token for scripts: nobody without one; people as guests, through a token that they are given', async () => {
    const portal = await start();
    const anonymous = { headers: {} };
    expect(await (await ask(portal, '/api/callboard/plugins', anonymous)).json()).toMatchObject({
      error: { name: 'AuthenticationError', code: 'credentials-missing' },
    });
    const signIn = await ask(portal, '/api/auth/guest/refresh', { method: 'POST', ...anonymous });
    expect(signIn.headers.get('cache-control')).toBe('no-store');
    const { backstageIdentity } = (await signIn.json()) as { backstageIdentity: { token: string } };
    const headers = { authorization: `Bearer ${backstageIdentity.token}` };
    expect(await (await ask(portal, '/api/auth/v1/userinfo', { headers })).json()).toEqual({
      claims: { sub: 'user:development/guest', ent: ['user:development/guest'] },
    });
    expect(
      (
        await ask(portal, '/api/auth/guest/refresh', {
          method: 'POST',
          headers: { origin: 'https://evil.example.org' },
        })
      ).status,
    ).toBe(403);
  });

  test('on an address that others reach: nobody as a guest, and no folder is added', async () => {
    const portal = await start({}, { host: '0.0.0.0' });
    expect((await ask(portal, '/api/auth/guest/refresh', { method: 'POST' })).status).toBe(404);
    const body = JSON.stringify({ type: 'folder', target: folder });
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
    expect((await ask(portal, '/api/callboard/sources', { method: 'POST', headers, body })).status).toBe(403);
    expect(portal.notices).toEqual(['Guest sign-in is off: a token is needed.']);
  });

  test('nobody with a token that is none', async () => {
    await expect(start({}, { token: 'short' })).rejects.toThrow('at least 8 characters');
  });

  test('the data folder is for the portal alone', async () => {
    await start();
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
  });
});

describe('a portal', () => {
  test('goes on beside plugins that fail in every way, and names them', async () => {
    const bad = [
      'throws-at-load',
      'throws-at-start',
      'no-default',
      'bad-manifest',
      'no-yaml',
      'catalog',
      'takes-routes',
      'misbehaves',
    ];
    const portal = await start({
      plugins: { folders: [join(fixtures, 'good'), ...bad.map((name) => join(fixtures, 'bad', name))] },
    });
    const { items } = (await (await ask(portal, '/api/callboard/plugins')).json()) as {
      items: { id: string; error?: string; contributes: unknown }[];
    };
    const broken = items.filter(({ error }) => error).map(({ id }) => id);
    expect(broken.toSorted()).toEqual([
      'bad-manifest',
      'catalog',
      'no-default',
      'no-yaml',
      'takes-routes',
      'throws-at-load',
      'throws-at-start',
    ]);
    expect(await (await ask(portal, '/api/hello/greeting/Ada')).json()).toEqual({ text: 'Hello, Ada!' });
    expect((await ask(portal, '/api/misbehaves/throws')).status).toBe(500);
    expect((await ask(portal, '/api/catalog/entities')).status).toBe(200);
    expect(portal.notices).toHaveLength(1);
  });

  test('tells everything that is wrong with its configuration before it does anything', async () => {
    await expect(start({ server: { prot: 1 }, harvest: { every: '0s' } })).rejects.toMatchObject({
      name: 'ConfigError',
      problems: [
        { path: 'server.prot', line: 2 },
        { path: 'harvest.every', line: 4 },
      ],
    });
    await expect(start({ plugins: { disabled: ['catalogue'] } })).rejects.toMatchObject({
      name: 'ConfigError',
      problems: [{ path: 'plugins.disabled.0', line: 3 }],
    });
    expect(() => statSync(join(folder, 'data'))).toThrow('ENOENT');
  });

  test('whose port is taken leaves everything as it was', async () => {
    const first = await start();
    const port = Number(new URL(first.url).port);
    const other = { port, dataFolder: join(folder, 'other') };
    await expect(start({}, other)).rejects.toMatchObject({ code: 'EADDRINUSE', port });
    await start({}, { ...other, port: 0 });
  });

  test('that stops ends what is open for ever, lets go of its folder, and may be told so twice', async () => {
    const first = await start();
    const events = await ask(first, '/api/callboard/events');
    const reading = events.text();
    const stopped = first.stop();
    expect(first.stop()).toBe(stopped);
    await stopped;
    expect(await reading).toContain('event: hello');
    await expect(ask(first, '/healthcheck')).rejects.toThrow('fetch failed');
    await start();
  });

  test('is not kept from stopping by a client that never ends its request', async () => {
    const portal = await start();
    const socket = connect(Number(new URL(portal.url).port), '127.0.0.1');
    socket
      .on('error', () => undefined)
      .write('POST /api/catalog/refresh HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{');
    await new Promise((resolve) => socket.once('connect', resolve));
    await portal.stop();
    socket.destroy();
  });

  test('can be reached by IPv6', async () => {
    const portal = await start({}, { host: '::1' });
    expect(portal.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await ask(portal, '/api/auth/guest/refresh', { method: 'POST', headers: {} })).status).toBe(200);
  });

  test('keeps secrets out of what it shows', async () => {
    mkdirSync(join(folder, 'code'));
    const portal = await start({
      harvest: { watch: false },
      sources: [{ type: 'git', target: 'http://kim:pa55word@127.0.0.1:1/o/r.git' }],
    });
    await portal.harvested();
    for (const path of ['/api/callboard/sources', '/api/callboard/findings', '/api/callboard/plugins']) {
      const text = await (await ask(portal, path)).text();
      expect(text).not.toContain('pa55word');
      expect(text).not.toContain(TOKEN);
    }
  });
});
