/** Plugins that are a manifest alone, in a whole portal: their data over the API, from a real server. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startCallboard, type TestPortal } from '../../packages/server/src/testing.ts';

const SECRET = 'token-of-a-reader';
const entity = (name: string, annotations = '') => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ${name}, annotations: { ${annotations} } }
spec: { type: service, lifecycle: production, owner: playback }
`;

let answer: RequestListener;
let asked: { url: string; authorization: string | undefined }[] = [];
const tool = createServer((request, response) => {
  asked.push({ url: request.url ?? '', authorization: request.headers.authorization });
  answer(request, response);
});
const repository = mkdtempSync(join(tmpdir(), 'callboard-declared-'));
let portal: TestPortal;

beforeAll(async () => {
  const files = [
    entity('player', "status.example.org/id: 'player/1?x'"),
    entity('climber', "status.example.org/id: '..'"),
    entity('bare'),
  ];
  writeFileSync(join(repository, 'catalog-info.yaml'), files.join('---\n'));
  await new Promise<void>((done) => tool.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(tool.address() as AddressInfo).port}`;
  portal = await startCallboard({
    sources: [repository],
    config: {
      reading: { allowPrivate: ['127.0.0.1'] },
      plugins: {
        folders: [resolve(import.meta.dirname, '../../examples/plugins')],
        config: { 'status-card': { url, token: SECRET } },
      },
    },
  });
});
afterAll(async () => {
  await portal.stop();
  tool.close();
  rmSync(repository, { recursive: true, force: true });
});
beforeEach(() => {
  asked = [];
  answer = (_request, response) =>
    response.end('{"service":{"state":"ok","changedAt":"2026-01-01T00:00:00Z","uptime30d":0.9995,"secret":"inside"}}');
});

const read = (plugin: string, data: string, name?: string) =>
  portal.request(`/api/${plugin}/data/${data}${name ? `?entity=component:default/${name}` : ''}`);

test('three fields of an internal API need one file and no code', async () => {
  const { status, body } = await read('status-card', 'now', 'player');
  expect(status).toBe(200);
  expect(body).toEqual({
    data: { state: 'ok', since: '2026-01-01T00:00:00Z', uptime: 99.95 },
    at: expect.any(String),
  });
  expect(asked).toEqual([{ url: '/api/services/player%2F1%3Fx', authorization: `Bearer ${SECRET}` }]);
});

test('an annotation cannot lead elsewhere, and one that is missing is named', async () => {
  expect((await read('status-card', 'now', 'climber')).body).toMatchObject({ error: { code: 'value-unfit' } });
  expect((await read('status-card', 'now', 'bare')).body).toMatchObject({
    error: { message: 'component:default/bare has no annotation status.example.org/id.' },
  });
  expect(asked).toEqual([]);
});

test('the card is for services that have the annotation; neither source nor settings reach the browser', async () => {
  const { body } = await portal.request('/api/callboard/plugins');
  const plugin = (body as { items: { id: string; contributes: { entityCards: object[] } }[] }).items.find(
    ({ id }) => id === 'status-card',
  );
  expect(plugin?.contributes.entityCards).toMatchObject([{ appliesTo: 'metadata.annotations.status.example.org/id' }]);
  expect(JSON.stringify(plugin)).not.toMatch(/127\.0\.0\.1|api\/services|token-of/);
});

test('who may not call the API does not read the data', async () => {
  const { status } = await portal.request('/api/status-card/data/now?entity=component:default/player', {
    headers: { authorization: 'Bearer wrong' },
  });
  expect(status).toBe(401);
});

test('data comes from the manifest, and from a file beside it', async () => {
  expect((await read('links', 'places', 'player')).body).toMatchObject({
    data: [
      { title: 'Dashboard', url: 'https://grafana.example.org/d/player' },
      { title: 'Logs of today', url: 'https://logs.example.org/search?service=player&since=1d' },
    ],
  });
  expect((await read('tech-radar', 'radar')).body).toMatchObject({
    data: { rings: ['Adopt', 'Trial', 'Assess', 'Hold'] },
  });
});

test('an entity that is missing, or not there, is the caller’s mistake', async () => {
  expect((await read('status-card', 'now')).status).toBe(400);
  expect((await read('status-card', 'now', 'nobody')).status).toBe(404);
});

const attempt = async (body: object) => {
  const init = { method: 'POST', body: JSON.stringify(body) };
  return (await portal.request('/api/callboard/data-test', init)).body;
};
const source = { url: '${config.url}/x/${entity.name}', select: 'service.state' };
const config = () => ({ url: `http://127.0.0.1:${(tool.address() as AddressInfo).port}` });

test('a source can be tried: what is asked, what comes, what is made of it', async () => {
  expect(await attempt({ source, config: config(), entity: 'component:player' })).toMatchObject({
    request: { url: expect.stringMatching(/\/x\/player$/), method: 'GET' },
    answer: expect.stringContaining('"uptime30d":0.9995'),
    result: 'ok',
  });
  expect(asked).toHaveLength(1);
  // While only the expression changes, nobody is asked again.
  expect(
    await attempt({ source: { ...source, select: 'a.(' }, config: config(), entity: 'component:player', answer: '{}' }),
  ).toMatchObject({ error: { code: 'select-failed', position: expect.any(Number) } });
  expect(asked).toHaveLength(1);
});

test('a source that is wrong, or leads to a place that is not allowed, is not asked', async () => {
  expect(await attempt({ source: { url: 'https://${entity.name}/' } })).toMatchObject({
    error: { code: 'source-invalid', message: expect.stringContaining('url: ') },
  });
  expect(await attempt({ source: { file: './radar.json' } })).toMatchObject({ error: { code: 'source-invalid' } });
  expect(await attempt({ source: { url: 'http://169.254.169.254/latest' } })).toMatchObject({
    error: { code: 'source-refused' },
  });
  expect(await attempt({ source })).toMatchObject({ error: { code: 'value-missing' } });
  expect(asked).toEqual([]);
});
