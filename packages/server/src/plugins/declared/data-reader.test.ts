import type { RequestListener } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Entity } from '@callboard/core';
import { dataSourceSchema } from '@callboard/core/declared';
import type { PluginCache } from '@callboard/plugin/server';
import { createFetcher } from '../../net/fetcher.ts';
import { startTestServer, type TestServer } from '../../net/test-server.ts';
import { createWebReader } from '../../net/web-reader.ts';
import { AnswerMemory } from './answer-memory.ts';
import { Answers } from './answers.ts';
import { DataFailure } from './data-failure.ts';
import { DataReader } from './data-reader.ts';
import { Selector } from './select.ts';

const entity: Entity = {
  apiVersion: 'v1',
  kind: 'Component',
  metadata: { name: 'river', annotations: { 'status.example/id': 'r/1' } },
};
const secret = 's3cret-token';

let server: TestServer;
let answer: RequestListener;
let now = 0;
let waits: number[] = [];
let ends: (() => Promise<void>)[] = [];

beforeEach(async () => {
  server = await startTestServer((request, response) => answer(request, response));
  answer = (_request, response) => response.end(`{ "count": ${server.requests.length} }`);
  now = Date.UTC(2026, 0, 1);
  waits = [];
  ends = [() => server.close()];
});
afterEach(async () => {
  for (const end of ends) await end();
});

/** @param patient whether who has an old answer waits for a new one */
function reader(
  source: object,
  {
    allowPrivate = ['127.0.0.1'],
    patient = true,
    memory,
  }: { allowPrivate?: string[]; patient?: boolean; memory?: AnswerMemory } = {},
): DataReader {
  const fetcher = createFetcher({ allowPrivate });
  const selector = new Selector();
  ends.unshift(
    () => fetcher.close(),
    () => selector.close(),
  );
  const config = { url: server.url, token: secret };
  return new DataReader({
    source: dataSourceSchema.parse({ url: '${config.url}/runs', ...source }),
    config,
    shown: { url: server.url },
    folder: import.meta.dirname,
    web: createWebReader(fetcher),
    select: selector.select,
    clock: {
      now: () => now,
      wait: (milliseconds) => {
        waits.push(milliseconds);
        if (milliseconds === 1500 && patient) return new Promise(() => {});
        return Promise.resolve();
      },
    },
    signal: new AbortController().signal,
    ...(memory ? { memory } : {}),
  });
}

/** What a restart leaves of a cache. */
function cacheOf(files: Map<string, Uint8Array>): PluginCache {
  return {
    read: async (name) => files.get(name),
    write: async (name, content) => void files.set(name, content as Uint8Array),
  };
}

describe('after a restart', () => {
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const memoryOn = (files: Map<string, Uint8Array>) =>
    new AnswerMemory({ cache: cacheOf(files), source: 'runs', clock: { now: () => now }, log: silent });

  test('the last good answer is shown with its age when the source is down', async () => {
    const files = new Map<string, Uint8Array>();
    const before = memoryOn(files);
    await reader({}, { memory: before }).read();
    await before.flush();
    now += 3_600_000;
    answer = fails(503);
    const again = await reader({ retries: 0 }, { memory: memoryOn(files) }).read();
    expect(again).toMatchObject({
      text: '{"count":1}',
      at: '2026-01-01T00:00:00.000Z',
      stale: true,
      error: { code: 'source-answered' },
    });
  });

  test('what was kept and is spoilt is as if nothing was', async () => {
    const spoilt = new Map([...'ab'].map((name) => [name, Buffer.from('[')] as const));
    const files = { get: () => spoilt.get('a') } as unknown as Map<string, Uint8Array>;
    expect(await reader({}, { memory: memoryOn(files) }).read()).toMatchObject({ text: '{"count":1}' });
  });

  test('more than may be kept is left out, the oldest first', () => {
    const answers = new Answers();
    for (const key of ['a', 'b', 'c']) answers.keep(key, { text: key.repeat(10), at: 1 });
    answers.keep('d', { at: 1, failure: { error: new DataFailure('answer-unfit', 'x', 'y'), at: 2 } });
    expect(answers.latest(10, 25).map(([key]) => key)).toEqual(['c', 'b']);
    expect(answers.latest(1, 25).map(([key]) => key)).toEqual(['c']);
  });
});

const fails =
  (status: number): RequestListener =>
  (_request, response) =>
    response.writeHead(status).end('oh');

test('asks with values and secrets in their places', async () => {
  const runs = reader({
    url: '${config.url}/s/${entity.annotation.status.example/id}?n=${entity.name}',
    headers: { Authorization: 'Bearer ${config.token}' },
  });
  expect(await runs.read(entity)).toEqual({ text: '{"count":1}', at: '2026-01-01T00:00:00.000Z' });
  expect(server.requests[0]).toMatchObject({
    url: '/s/r%2F1?n=river',
    headers: { authorization: `Bearer ${secret}`, accept: 'application/json' },
  });
});

test('sends a body, and does not repeat what may have been done', async () => {
  let body = '';
  answer = (request, response) => {
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => response.writeHead(503).end());
  };
  const runs = reader({ method: 'POST', retries: 3, body: { of: ['${entity.name}"'], n: 1 } });
  expect(await runs.read(entity)).toMatchObject({ error: { code: 'source-answered' } });
  expect(JSON.parse(body)).toEqual({ of: ['river"'], n: 1 });
  expect(server.requests).toHaveLength(1);
});

test('an entity without the value is told what to add, and nobody is asked', async () => {
  const runs = reader({ url: '${config.url}/s/${entity.annotation.status.example/other}' });
  expect(await runs.read(entity)).toEqual({
    error: {
      code: 'value-missing',
      message: 'component:default/river has no annotation status.example/other.',
      hint: 'Add it under metadata.annotations.',
    },
  });
  expect(server.requests).toEqual([]);
});

describe('an answer', () => {
  test('is kept for as long as it is good', async () => {
    const runs = reader({ cache: '10s' });
    await runs.read();
    now += 9_999;
    expect((await runs.read()).text).toBe('{"count":1}');
    now += 1;
    expect(await runs.read()).toEqual({ text: '{"count":2}', at: '2026-01-01T00:00:10.000Z' });
  });

  test('is asked for once by all who want it at the same time', async () => {
    const runs = reader({ select: 'count' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => runs.read(entity)));
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['1']));
    expect(server.requests).toHaveLength(1);
  });

  test('is not shown for another entity', async () => {
    const other: Entity = { ...entity, metadata: { name: 'lake' } };
    const runs = reader({ select: '$entity.metadata.name' });
    expect((await runs.read(entity)).text).toBe('"river"');
    expect((await runs.read(other)).text).toBe('"lake"');
  });

  test('is shown with its age and the reason when the source is down, and the source has its rest', async () => {
    const runs = reader({ cache: '10s', retries: 0 });
    await runs.read();
    now += 60_000;
    answer = fails(500);
    const old = { text: '{"count":1}', at: '2026-01-01T00:00:00.000Z', stale: true };
    expect(await runs.read()).toMatchObject({ ...old, error: { code: 'source-answered' } });
    expect(await runs.read()).toMatchObject(old);
    expect(server.requests).toHaveLength(2);
    now += 10_000;
    answer = (_request, response) => response.end('{}');
    expect(await runs.read()).toEqual({ text: '{}', at: '2026-01-01T00:01:10.000Z' });
  });

  test('that is old is shown while a slow source is asked', async () => {
    const runs = reader({ cache: '10s' }, { patient: false });
    await runs.read();
    now += 60_000;
    let finish = () => {};
    answer = (_request, response) => void (finish = () => response.end('{}'));
    expect(await runs.read()).toEqual({ text: '{"count":1}', at: '2026-01-01T00:00:00.000Z', stale: true });
    await expect.poll(() => server.requests.length).toBe(2);
    finish();
    await expect.poll(async () => (await runs.read()).text).toBe('{}');
    expect(server.requests).toHaveLength(2);
  });
});

describe('a source that fails', () => {
  test('is asked again, later each time', async () => {
    answer = (request, response) =>
      server.requests.length < 3 ? fails(503)(request, response) : void response.end('{}');
    expect((await reader({ retries: 2 }).read()).text).toBe('{}');
    const [first, second] = waits as [number, number];
    expect(first).toBeGreaterThanOrEqual(125);
    expect(second).toBeGreaterThanOrEqual(250);
  });

  test('for good is not asked again', async () => {
    answer = fails(404);
    expect(await reader({ retries: 3 }).read()).toMatchObject({ error: { code: 'source-answered' } });
    expect(server.requests).toHaveLength(1);
  });

  test.each<[string, object, RequestListener, string]>([
    ['answers with an error', {}, fails(500), 'source-answered'],
    ['says nothing', { timeout: '100ms' }, () => {}, 'source-too-slow'],
    ['cuts the connection', {}, (request) => request.socket.destroy(), 'source-unreachable'],
    ['answers with a page', {}, (_request, response) => response.end('<html>'), 'answer-unfit'],
    [
      'has another shape than select expects',
      { select: '$sum(count)' },
      (_r, response) => response.end('{"count":"x"}'),
      'select-failed',
    ],
    [
      'redirects inside',
      {},
      (_r, response) => response.writeHead(302, { location: 'http://10.0.0.1/' }).end(),
      'source-refused',
    ],
  ])('that %s is reported without its address, which may hold secrets', async (_what, more, listener, code) => {
    answer = listener;
    const found = await reader({
      url: '${config.url}/${config.token}/x?t=${config.token}',
      retries: 0,
      ...more,
    }).read();
    expect(found).toMatchObject({ error: { code, message: expect.any(String), hint: expect.any(String) } });
    expect(JSON.stringify(found)).not.toContain(secret);
  });

  test('is not asked at all where it is inside and not allowed', async () => {
    expect(await reader({}, { allowPrivate: [] }).read()).toMatchObject({
      error: { code: 'source-refused', hint: expect.stringContaining('reading.allowPrivate') },
    });
    expect(server.requests).toEqual([]);
  });
});

test('secrets go to no other host', async () => {
  const other = await startTestServer((_request, response) => response.end('{}'));
  ends.push(() => other.close());
  answer = (_request, response) => response.writeHead(302, { location: other.url }).end();
  await reader({ headers: { 'x-key': '${config.token}' } }).read();
  expect(server.requests[0]!.headers).toHaveProperty('x-key', secret);
  expect(other.requests[0]!.headers).not.toHaveProperty('x-key');
});

test('no more is asked than the rate allows: who would wait too long is told', async () => {
  const runs = reader({ url: '${config.url}/${entity.name}', rate: 2, timeout: '400ms', retries: 0 });
  const named = (name: string): Entity => ({ ...entity, metadata: { name } });
  for (const name of ['a', 'b']) expect(await runs.read(named(name))).not.toHaveProperty('error');
  expect(await runs.read(named('c'))).toMatchObject({ error: { code: 'source-busy' } });
  now += 500;
  expect(await runs.read(named('d'))).not.toHaveProperty('error');
  expect(server.requests.map(({ url }) => url)).toEqual(['/a', '/b', '/d']);
});

test('data may stand in the manifest, with addresses of the entity', async () => {
  const links = reader({
    url: undefined,
    value: [{ title: 'Board of ${entity.name}', url: 'https://b.example/${entity.annotation.status.example/id}' }],
  });
  expect(await links.read(entity)).toMatchObject({
    text: '[{"title":"Board of river","url":"https://b.example/r%2F1"}]',
  });
});

test('a file that is not in the plugin is named', async () => {
  expect(await reader({ url: undefined, file: './none.json' }).read()).toMatchObject({
    error: { message: 'There is no file ./none.json in the plugin.' },
  });
});
