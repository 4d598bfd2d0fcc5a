import type { IncomingMessage, RequestListener } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { manifestSchema, type Entity, type JsonObject } from '@callboard/core';
import type { ActionHandler } from '@callboard/plugin/server';
import { createFetcher } from '../../net/fetcher.ts';
import { startTestServer, type TestServer } from '../../net/test-server.ts';
import { createWebReader } from '../../net/web-reader.ts';
import { httpAction } from './http-action.ts';
import { Selector } from './select.ts';

const about = { id: 'scaler', name: 'Scaler', description: 'Scales.' };
const config = {
  url: { type: 'string', description: 'Where.' },
  token: { type: 'string', description: 'Token.', secret: true },
};
const permissions = [{ id: 'scaler.scale', description: 'Scale.' }];
const scale = {
  url: '${config.url}/services/${entity.annotation.scaler.example/id}/scale',
  headers: { authorization: 'Bearer ${config.token}' },
};
const ending: { end: () => Promise<void> }[] = [];

let server: TestServer;
let bodies: unknown[] = [];
let answer: (request: IncomingMessage, turn: number) => { status?: number; body?: unknown };
let now = 0;

beforeEach(async () => {
  bodies = [];
  answer = () => ({ body: {} });
  const listener: RequestListener = (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString();
      if (text) bodies.push(JSON.parse(text));
      const { status = 200, body } = answer(request, server.requests.length);
      response.writeHead(status).end(body === undefined ? '' : JSON.stringify(body));
    });
  };
  server = await startTestServer(listener);
  ending.push({ end: () => server.close() });
});
afterEach(async () => {
  for (const { end } of ending.splice(0).reverse()) await end();
});

function parse(action: object) {
  const entityActions = [{ id: 'scale', title: 'Add capacity', permission: 'scaler.scale', ...action }];
  return manifestSchema.safeParse({ ...about, config, contributes: { permissions, entityActions } });
}

function handlerOf(action: object): ActionHandler {
  const fetcher = createFetcher({ allowPrivate: ['127.0.0.1'] });
  const selector = new Selector();
  ending.push({ end: () => fetcher.close() }, { end: () => selector.close() });
  return httpAction({
    title: 'Add capacity',
    definition: parse(action).data!.calls['scale']!,
    config: { url: server.url, token: 's3cret' },
    shown: { url: server.url },
    web: createWebReader(fetcher),
    select: selector.select,
    clock: {
      now: () => now,
      wait: async (milliseconds) => void (now += milliseconds),
    },
  });
}

function callWith(input: JsonObject, { annotation = 'river', memo }: { annotation?: string; memo?: JsonObject } = {}) {
  const entity: Entity = {
    apiVersion: 'v1',
    kind: 'Component',
    metadata: { name: 'river', annotations: { 'scaler.example/id': annotation } },
  };
  const { signal } = new AbortController();
  const call = { entity, entityRef: 'component:default/river', input, by: 'user:default/ada', signal };
  return memo ? { ...call, memo } : call;
}

const said: string[] = [];
const say = (line: string) => void said.push(line);

test('what was filled in, who asked and the secrets stand where they belong', async () => {
  const body = { replicas: '${input.replicas}', why: 'for ${user.name}: ${input.why}', note: '${input.note}' };
  const action = handlerOf({ call: { ...scale, method: 'PUT', body, message: 'Runs ${input.replicas} replicas' } });
  const result = await action.run(callWith({ replicas: 3, why: '"}, {"admin": true' }), say);
  expect(result).toEqual({ message: 'Runs 3 replicas' });
  expect(bodies).toEqual([{ replicas: 3, why: 'for ada: "}, {"admin": true' }]);
  expect(server.requests[0]).toMatchObject({
    method: 'PUT',
    url: '/services/river/scale',
    headers: { authorization: 'Bearer s3cret', 'content-type': 'application/json' },
  });
});

test.each(['../../admin', 'x?y=1', '@evil.example', '//evil.example/', '..%2f'])(
  'neither an annotation nor an input leads elsewhere: %j',
  async (hostile) => {
    const url = '${config.url}/services/${entity.annotation.scaler.example/id}/${input.to}';
    await handlerOf({ call: { url } }).run(callWith({ to: hostile }, { annotation: hostile }), say);
    const path = encodeURIComponent(hostile);
    expect(server.requests.map((request) => request.url)).toEqual([`/services/${path}/${path}`]);
  },
);

test('an input that would climb, or end a header, is asked of nobody', async () => {
  const climbing = handlerOf({ call: { url: '${config.url}/a/${input.to}' } });
  await expect(async () => climbing.run(callWith({ to: '..' }), say)).rejects.toThrow('climbs');
  const ending = handlerOf({ call: { url: '${config.url}/a', headers: { 'x-why': '${input.to}' } } });
  await expect(async () => ending.run(callWith({ to: 'a\r\nx: y' }), say)).rejects.toThrow('ASCII');
  await expect(async () => climbing.run(callWith({}), say)).rejects.toThrow('There is no input.to.');
  expect(server.requests).toEqual([]);
});

test('the preview tells what is now and what will be, and changes nothing', async () => {
  answer = () => ({ body: { spec: { replicas: 2 } } });
  const action = handlerOf({
    call: { ...scale, body: {} },
    preview: {
      url: '${config.url}/services/${entity.name}',
      select: '{ "replicas": spec.replicas }',
      summary: 'Runs ${input.replicas} replicas',
      changes: [{ what: 'Replicas', from: '${before.replicas}', to: '${input.replicas}' }],
    },
  });
  expect(await action.preview!(callWith({ replicas: 3 }))).toEqual({
    summary: 'Runs 3 replicas',
    changes: [{ what: 'Replicas', from: '2', to: '3' }],
  });
  expect(server.requests.map(({ method }) => method)).toEqual(['GET']);
});

test('what fails is not asked twice, and is told', async () => {
  answer = () => ({ status: 503 });
  const action = handlerOf({ call: { ...scale, body: {} } });
  await expect(async () => action.run(callWith({}), say)).rejects.toThrow(/answered 503.*Nothing was asked twice/);
  expect(server.requests).toHaveLength(1);
});

test('an answer that does not say what is expected is a failure', async () => {
  answer = () => ({ body: { accepted: false, reason: 'frozen' } });
  const action = handlerOf({ call: { ...scale, expect: 'accepted' } });
  await expect(async () => action.run(callWith({}), say)).rejects.toThrow('not that it was done: {"accepted":false');
});

describe('one that takes a while', () => {
  const call = {
    ...scale,
    select: '{ "message": "Took " & $input.replicas, "links": { "title": "Run", "url": "https://ci.example/" & id } }',
    progress: {
      url: '${config.url}/runs/${answer.id}',
      until: 'state = "done"',
      failed: 'state = "broken" ? reason',
      say: 'state & " " & done',
      atMost: '1m',
    },
  };

  test('is watched until it is done', async () => {
    answer = (_request, turn) => ({
      body: turn === 1 ? { id: 'r/7' } : { state: turn < 4 ? 'under way' : 'done', done: turn },
    });
    said.length = 0;
    expect(await handlerOf({ call }).run(callWith({ replicas: 3 }), say)).toEqual({
      message: 'Took 3',
      links: [{ title: 'Run', url: 'https://ci.example/r/7' }],
    });
    expect(server.requests.at(-1)?.url).toBe('/runs/r%2F7');
    expect(said).toEqual([expect.stringMatching(/^POST 127/), 'under way 2', 'under way 3', 'done 4']);
  });

  test('fails with the reason that the tool gives', async () => {
    answer = (_request, turn) => ({ body: turn === 1 ? { id: 1 } : { state: 'broken', reason: 'no room' } });
    await expect(async () => handlerOf({ call }).run(callWith({}), say)).rejects.toThrow('no room');
  });

  test('is not watched for ever', async () => {
    answer = () => ({ body: { id: 1, state: 'under way' } });
    await expect(async () => handlerOf({ call }).run(callWith({}), say)).rejects.toThrow('not done within 1m');
  });
});

test('it is undone with what was before, or by another call', async () => {
  answer = () => ({ body: { replicas: 2, token: 't1' } });
  const preview = { url: '${config.url}/now', summary: 'Scales' };
  const again = handlerOf({ call: scale, preview, undo: { input: { replicas: '${before.replicas}' } } });
  expect(await again.run(callWith({ replicas: 5 }), say)).toMatchObject({ undo: { input: { replicas: 2 } } });

  const undo = { call: { method: 'DELETE', url: '${config.url}/scalings/${answer.token}' } };
  const other = handlerOf({ call: scale, undo });
  const { undo: kept } = await other.run(callWith({ replicas: 5 }), say);
  expect(await other.run(callWith(kept!.input, { memo: kept!.memo! }), say)).not.toHaveProperty('undo');
  expect(server.requests.at(-1)).toMatchObject({ method: 'DELETE', url: '/scalings/t1' });
});

test.each<[string, object, string]>([
  ['a host of the input', { call: { url: 'https://${input.host}/' } }, 'call.url: '],
  [
    'a host of an answer',
    { call: { ...scale, progress: { url: '${answer.url}', until: 'x' } } },
    'call.progress.url: ',
  ],
  ['a secret that is shown', { call: { ...scale, message: '${config.token}' } }, 'call.message: token is a secret'],
  ['a setting that is not there', { call: { url: '${config.uri}/x' } }, 'the plugin has no setting uri'],
  [
    'what was before where nobody looks',
    { call: { ...scale, body: '${before.x}' } },
    'before is the answer to preview.url',
  ],
  ['a preview without a call', { preview: { summary: 'x' } }, 'preview: goes with call'],
  ['an undo of two ways', { call: scale, undo: { input: {}, call: scale } }, 'has either input or call'],
])('refused is %s', (_what, action, complaint) => {
  const problems = parse(action).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  expect(problems).toEqual([expect.stringContaining(complaint)]);
});

test('pages are told nothing of the call, and the action is for entities that have what it needs', () => {
  const { contributes } = parse({ call: scale, appliesTo: 'kind=component' }).data!;
  expect(contributes.entityActions[0]).toMatchObject({
    appliesTo: 'kind=component,metadata.annotations.scaler.example/id',
  });
  expect(JSON.stringify(contributes)).not.toContain('config.url');
});
