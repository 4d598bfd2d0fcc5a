/** Plugins that are services of their own, in a whole portal: the examples as they ship, and services that fail, lie and come back. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, suite, test } from 'vitest';
import { parse } from 'yaml';
import { openServiceKeys } from '../../packages/server/src/plugins/remote/keys.ts';
import { databaseAddress, openDatabase } from '../../packages/server/src/storage/database.ts';
import { startCallboard, type TestPortal, type TestPortalOptions } from '../../packages/server/src/testing.ts';
import { eventually } from './support/portal.ts';
import { freePort, missingPrograms, Running, startService, type ServiceStandIn } from './support/remote.ts';

const GUIDE = readFileSync(resolve(import.meta.dirname, '../../docs/remote-plugins.md'), 'utf8');
const missing = missingPrograms('python3', 'socat', 'curl');
if (missing.length)
  process.stderr.write(`Remote plugins: without ${missing.join(', ')} their examples are not tried.\n`);

const about = { name: 'Stand-in', description: 'A service for tests.' };
const contributes = {
  permissions: [{ id: 'stand-in.act', description: 'Act.' }],
  entityCards: [{ id: 'now', title: 'Now', data: 'now', show: { view: 'keyValue' } }],
  entityActions: [{ id: 'act', title: 'Act', permission: 'stand-in.act', confirm: 'none' }],
};
const standInManifest = {
  id: 'stand-in',
  ...about,
  remote: { rest: '1s', shared: ['same'] },
  data: {
    now: { url: './now/${entity.name}', cache: '1s', rate: 100, retries: 1 },
    same: { url: './same', cache: '1s' },
  },
  contributes,
};

let repository: string;
let portal: TestPortal;
let options: TestPortalOptions;
let service: ServiceStandIn;
let python: Running;
let shell: Running;
let database: ReturnType<typeof openDatabase>;
const urls = { python: '', shell: '' };

/** The first block of the guide in a language. */
const block = (language: string) => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(GUIDE)![1]!;

beforeAll(async () => {
  repository = mkdtempSync(join(tmpdir(), 'callboard-remote-'));
  const names = ['player', ...Array.from({ length: 30 }, (_none, index) => `part-${index}`)];
  const files = names.map(
    (name) => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ${name} }
spec: { type: service, lifecycle: production, owner: playback }
`,
  );
  writeFileSync(join(repository, 'catalog-info.yaml'), files.join('---\n'));
  service = await startService(standInManifest);
  const [port, shellPort] = await Promise.all([freePort(), freePort()]);
  urls.python = `http://127.0.0.1:${port}`;
  urls.shell = `http://127.0.0.1:${shellPort}`;
  const portsOf = (text: string) => text.replaceAll('127.0.0.1:8001', `127.0.0.1:${port}`);
  // What the guide says is what is done.
  const guide = parse(portsOf(block('yaml'))) as { plugins: { remote: { url: string }[] }; reading: object };
  const examples = [...guide.plugins.remote, { url: `${urls.shell}/plugin.yaml` }];
  const remote = [...(missing.length ? [] : examples), { url: service.address }].map(({ url }) => ({
    url,
    every: '1s',
  }));
  options = { sources: [repository], logLevel: 'silent', config: { reading: guide.reading, plugins: { remote } } };
  portal = await startCallboard(options);
  python = new Running(block('sh').replace('PORT=8001', `PORT=${port}`).replace('http://127.0.0.1:7007', portal.url));
  shell = new Running('sh examples/plugins/remote-shell/service.sh serve', {
    PORT: `${shellPort}`,
    CALLBOARD_URL: portal.url,
  });
  if (!missing.length) {
    python.start();
    shell.start();
  }
  database = openDatabase(databaseAddress(undefined, portal.dataFolder));
  for (const id of ['stand-in', ...(missing.length ? [] : ['queues', 'disks'])])
    await eventually(async () => {
      if (!(await stateOf(id))) throw new Error(`${id} is not there yet`);
    });
});
afterAll(async () => {
  await Promise.all([python.stop(), shell.stop()]);
  await database.close();
  await portal.stop();
  rmSync(repository, { recursive: true, force: true });
});
beforeEach(() => {
  service.asked = [];
  service.answer = (_request, response) => void response.end('{"state":"ok"}');
});

interface Listed {
  id: string;
  error?: string;
  remote?: { problem?: string; resting: boolean };
  health: { errors: number; lastError?: { message: string } };
}

async function stateOf(id: string): Promise<Listed | undefined> {
  const { body } = await portal.request('/api/callboard/plugins/all');
  return (body as { items: Listed[] }).items.find((plugin) => plugin.id === id && !plugin.error);
}

const read = async (plugin: string, data: string, name?: string) =>
  (await portal.request(`/api/${plugin}/data/${data}${name ? `?entity=component:default/${name}` : ''}`)).body as {
    data?: Record<string, unknown>;
    at?: string;
    stale?: boolean;
    error?: { code: string; message: string };
  };

async function act(plugin: string, action: string, input: object = {}) {
  const request = { entity: 'component:default/player', input, confirmed: 'yes' };
  const path = `/api/callboard/actions/${plugin}/${action}/runs`;
  const { status, body } = await portal.request(path, { method: 'POST', body: JSON.stringify(request) });
  expect([status, body]).toEqual([201, expect.anything()]);
  return (body as { id: string }).id;
}

const runOf = async (id: string) =>
  (await portal.request(`/api/callboard/action-runs/${id}`)).body as {
    state: string;
    progress: string[];
    error?: string;
  };

const add = (url: string) =>
  portal.request('/api/callboard/plugins/remote', { method: 'POST', body: JSON.stringify({ url }) });

const ME = 'external:callboard-token';

suite.runIf(!missing.length)('the examples as they ship', () => {
  test('are plugins: card, action with progress, each person by name', async () => {
    expect(await read('queues', 'depth', 'player')).toMatchObject({
      data: { waiting: 42, state: 'warning', askedBy: ME },
    });
    expect(await read('disks', 'usage', 'player')).toMatchObject({ data: { value: expect.any(Number) } });
    const [drain, tidy] = [await act('queues', 'drain', { keep: 3 }), await act('disks', 'tidy')];
    await eventually(async () =>
      expect(await runOf(drain)).toMatchObject({
        state: 'done',
        progress: expect.arrayContaining(['50 % a quarter of component:default/player is gone']),
        result: { message: expect.stringContaining(ME) },
      }),
    );
    await eventually(async () =>
      expect(await runOf(tidy)).toMatchObject({
        state: 'done',
        progress: expect.arrayContaining(['20 % room 1 of 4']),
        result: { message: 'All four rooms are tidy' },
      }),
    );
    // A page in a frame asks through the portal, and only its own service.
    const ask = (path: string) =>
      portal.request(`/api/queues/ask?entity=component:default/player&path=${encodeURIComponent(path)}`);
    expect((await ask('./depth')).body).toMatchObject({ data: { askedBy: ME } });
    expect((await ask('https://example.org/')).status).toBe(400);
    expect((await ask('./../../x')).body).toMatchObject({ error: { code: 'source-answered' } });
  });

  test('answer nobody whose token is not for them, not of the portal, or too old', async () => {
    const claims = { subject: 'user:default/ada', ownership: [], entity: 'component:default/player' };
    const keys = openServiceKeys(database, portal.url);
    const late = openServiceKeys(database, portal.url, () => Date.now() - 120_000);
    for (const [url, path, audience] of [
      [urls.python, '/depth', 'queues'],
      [urls.shell, '/usage', 'disks'],
    ] as const) {
      const good = await keys.sign({ ...claims, audience });
      const [head, , signature] = good.split('.');
      const forged = [
        head,
        Buffer.from(JSON.stringify({ ...decodeJwt(good), sub: 'user:default/root' })).toString('base64url'),
        signature,
      ].join('.');
      const tokens = [
        good,
        '',
        forged,
        await late.sign({ ...claims, audience }),
        await keys.sign({ ...claims, audience: 'stand-in' }),
      ];
      const statuses: number[] = [];
      for (const token of tokens)
        statuses.push((await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })).status);
      expect(statuses).toEqual([200, 401, 401, 401, 401]);
    }
  });

  test('that are gone show their last answer with age, and go on by themselves when they are back', async () => {
    const before = await read('queues', 'depth', 'player');
    await python.stop();
    await eventually(async () =>
      expect(await read('queues', 'depth', 'player')).toMatchObject({
        data: before.data,
        at: expect.any(String),
        stale: true,
        error: { code: expect.stringMatching(/^source-/) },
      }),
    );
    expect((await stateOf('queues'))?.health.lastError).toBeDefined();
    python.start();
    await eventually(async () => expect(await read('queues', 'depth', 'player')).not.toHaveProperty('stale'));
  });
});

test('every request is signed for this plugin: who, what they belong to, which entity, for a minute', async () => {
  await read('stand-in', 'now', 'player');
  await read('stand-in', 'same');
  const [now, same] = service.asked.map(({ authorization }) => authorization.replace('Bearer ', ''));
  const keys = createRemoteJWKSet(new URL('/api/callboard/jwks.json', portal.url));
  const { payload } = await jwtVerify(now!, keys, { issuer: portal.url, audience: 'stand-in' });
  expect(payload).toMatchObject({ sub: ME, ent: [], entity: 'component:default/player', jti: expect.any(String) });
  expect(payload.exp! - payload.iat!).toBeLessThanOrEqual(60);
  // What is the same for everybody is asked in nobody's name.
  expect(decodeJwt(same!)).toMatchObject({ sub: 'callboard' });
  // It opens nothing in the portal itself.
  const opened = await portal.request('/api/catalog/entities', { headers: { authorization: `Bearer ${now}` } });
  expect(opened.status).toBe(401);
});

test('an action streams what it does, fails as it says, and ends when somebody cancels', async () => {
  let closed = false;
  service.answer = (_request, response) => {
    response.write('{"progress":0.1,"message":"beg');
    response.write('un"}\n');
    response.once('close', () => (closed = true));
  };
  const id = await act('stand-in', 'act');
  await eventually(async () => expect(await runOf(id)).toMatchObject({ state: 'running', progress: ['10 % begun'] }));
  await portal.request(`/api/callboard/action-runs/${id}/cancel`, { method: 'POST' });
  await eventually(async () => expect(await runOf(id)).toMatchObject({ state: 'failed', error: 'It was cancelled.' }));
  expect(closed).toBe(true);
  const endings = {
    '{"error":"the queue is locked"}': 'the queue is locked',
    'not json\n': 'no line of progress',
    '{"progress":1}\n': 'without saying how it went',
    '{"result":{"links":[{"title":"x","url":"javascript:alert(1)"}]}}': 'no line of progress',
  };
  for (const [text, reason] of Object.entries(endings)) {
    service.answer = (_request, response) => void response.end(text);
    const run = await act('stand-in', 'act');
    await eventually(async () =>
      expect(await runOf(run)).toMatchObject({ state: 'failed', error: expect.stringContaining(reason) }),
    );
  }
});

test('a service that fails is soon left alone, hardly asked again, and found again', async () => {
  service.answer = (_request, response) => void response.writeHead(503).end();
  const parts = Array.from({ length: 30 }, (_none, index) => `part-${index}`);
  const codes: string[] = [];
  for (const name of parts) codes.push((await read('stand-in', 'now', name)).error?.code ?? 'fine');
  expect(codes.at(-1)).toBe('source-resting');
  // Of thirty cards at most half ask until it opens, and hardly one of them again; a probe or two on a slow machine.
  const cards = new Set(service.asked.map(({ path }) => path)).size;
  expect(cards).toBeLessThan(15);
  expect(service.asked.length - cards).toBeLessThan(4);
  expect(await stateOf('stand-in')).toMatchObject({
    remote: { resting: true },
    health: { lastError: { message: 'it answered 503' } },
  });
  service.answer = (_request, response) => void response.end('{"state":"ok"}');
  await eventually(async () =>
    expect(await read('stand-in', 'now', 'part-29')).toMatchObject({ data: { state: 'ok' } }),
  );
  expect(await stateOf('stand-in')).toMatchObject({ enabled: true, remote: { resting: false } });
});

test('a manifest that changes is taken while the portal runs; one that is wrong, or of another id, is not', async () => {
  const good = service.manifest;
  const title = async () => {
    const { body } = await portal.request('/api/callboard/plugins');
    const plugin = (body as { items: { id: string; contributes: { entityCards: { title: string }[] } }[] }).items.find(
      ({ id }) => id === 'stand-in',
    );
    return plugin?.contributes.entityCards[0]?.title;
  };
  service.manifest = good.replace('title: Now', 'title: At the moment');
  await eventually(async () => expect(await title()).toBe('At the moment'));
  for (const [wrong, reason] of [
    [good.replace('id: stand-in\n', 'id: catalog\n'), 'has the id catalog now'],
    [good.replace('view: keyValue', 'view: nothing'), 'contributes.entityCards.0.show'],
  ] as const) {
    service.manifest = wrong;
    await eventually(async () => expect((await stateOf('stand-in'))?.remote?.problem).toContain(reason));
    expect(await title()).toBe('At the moment');
  }
  service.manifest = good;
  await eventually(async () => expect(await title()).toBe('Now'));
  expect((await stateOf('stand-in'))?.remote).not.toHaveProperty('problem');
});

test('a hostile manifest is refused by name, and nothing of it is used', async () => {
  const hostile = await startService({});
  const cases: [manifest: string | object, reason: string][] = [
    ['x'.repeat(300_000), 'more than 256000 bytes'],
    ['a: [', 'plugin.yaml:1'],
    [`a: ${'['.repeat(100_000)}`, ''],
    [{ id: 'evil', ...about, contributes: { pages: [{ path: 'x' }] } }, 'contributes.pages.0.path'],
    [{ id: 'catalog', ...about }, 'The id catalog is taken'],
    [{ id: 'stand-in', ...about }, 'The id stand-in is taken'],
    [{ id: 'evil', ...about, server: './server.ts' }, 'server: a remote plugin has no code'],
    [
      { id: 'evil', ...about, contributes: { harvesters: [{ id: 'x', module: './x.ts' }] } },
      'contributes.harvesters: a remote plugin',
    ],
    [
      { id: 'evil', ...about, contributes: { consumers: [{ id: 'x', module: './x.ts' }] } },
      'contributes.consumers: a remote plugin',
    ],
    [
      { id: 'evil', ...about, data: { x: { url: 'http://169.254.169.254/latest' } } },
      'data.x.url: a remote plugin asks its own service',
    ],
    [{ id: 'evil', ...about, data: { x: { file: './x.json' } } }, 'data.x.file'],
    [{ id: 'evil', ...about, remote: { base: 'https://example.org/' } }, 'remote.base: leads to another host'],
    [
      {
        id: 'evil',
        ...about,
        data: { x: { value: 1 } },
        contributes: {
          homeWidgets: [{ id: 'x', title: 'x', data: 'x', show: { view: 'frame', from: ['https://evil.example'] } }],
        },
      },
      'own service only',
    ],
  ];
  for (const [manifest, reason] of cases) {
    hostile.manifest = typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
    const { status, body } = await add(hostile.address);
    expect([400, 409]).toContain(status);
    expect((body as { error: { message: string } }).error.message).toContain(reason);
  }
  hostile.answer = (_request, response) =>
    void response.writeHead(302, { location: 'http://10.0.0.1/plugin.yaml' }).end();
  const redirected = await add(`${hostile.url}/moved`);
  expect(redirected).toMatchObject({
    status: 400,
    body: { error: { message: expect.stringMatching(/10\.0\.0\.1 .*inside the network/) } },
  });
  expect((await add('http://169.254.169.254/plugin.yaml')).status).toBe(400);
  expect((await add('file:///etc/passwd')).status).toBe(400);
  expect(await stateOf('evil')).toBeUndefined();
  await hostile.stop();
});

test('one is added and removed while the portal runs; what its service sends elsewhere is not followed', async () => {
  const added = await startService({
    ...standInManifest,
    id: 'added',
    contributes: { entityCards: contributes.entityCards },
  });
  expect(await add(added.address)).toMatchObject({ status: 201, body: { id: 'added', kind: 'remote' } });
  added.answer = (_request, response) => void response.writeHead(302, { location: `${service.url}/stolen` }).end();
  expect(await read('added', 'now', 'player')).toMatchObject({ error: { code: 'source-refused' } });
  expect(service.asked).toEqual([]);
  expect((await portal.request('/api/callboard/plugins/stand-in', { method: 'DELETE' })).status).toBe(403);
  expect((await portal.request('/api/callboard/plugins/added', { method: 'DELETE' })).status).toBe(204);
  expect(await stateOf('added')).toBeUndefined();
  await added.stop();
});

test('a service that is down when the portal starts has its cards all the same', async () => {
  await service.stop();
  await portal.stop({ keep: true });
  const { dataFolder } = portal;
  portal = await startCallboard({ ...options, again: { dataFolder } });
  const { body } = await portal.request('/api/callboard/plugins');
  expect((body as { items: { id: string }[] }).items).toContainEqual(
    expect.objectContaining({
      id: 'stand-in',
      contributes: expect.objectContaining({ entityCards: [expect.objectContaining({ title: 'Now' })] }),
    }),
  );
  expect(await read('stand-in', 'now', 'player')).toMatchObject({ error: { code: 'source-unreachable' } });
  await eventually(async () => expect((await stateOf('stand-in'))?.remote?.problem).toContain('cannot be reached'));
});
