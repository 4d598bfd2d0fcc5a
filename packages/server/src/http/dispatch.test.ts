import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { CallboardError } from '@callboard/core';
import { jsonText, Reply, z } from '@callboard/plugin/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestApi, type TestApi } from './test-api.ts';

const read = { permission: 'stage.read' };
const json = { 'content-type': 'application/json' };
let api: TestApi;

beforeEach(async () => {
  api = await createTestApi({ secrets: ['hunter2hunter2'] });
});
afterEach(() => api.app.close());

function get(url: string, headers: Record<string, string> = {}) {
  return api.app.inject({ method: 'GET', url, headers });
}

function post(url: string, payload: string | Buffer, headers: Record<string, string> = json) {
  return api.app.inject({ method: 'POST', url, payload, headers });
}

describe('what a handler is given', () => {
  beforeEach(() => {
    api.http.get(
      '/things/:id',
      { ...read, query: z.strictObject({ of: z.string().optional() }) },
      ({ params, query, url, headers, identity }) => ({ params, query, url, headers, identity }),
    );
  });

  test.each([
    ['plain', 'plain'],
    ['with%2Fslash', 'with/slash'],
    ['with%252Fslash', 'with%2Fslash'],
    ['%C3%A4%20%E2%82%AC', 'ä €'],
    ['a%00b', 'a\0b'],
  ])('the part %s of the path is %j', async (written, meant) => {
    expect((await get(`/api/stage/things/${written}`)).json().params).toEqual({ id: meant });
  });

  test('the path inside the plugin, with the query as it came', async () => {
    for (const start of ['', 'http://localhost:7007']) {
      expect((await get(`${start}/api/stage/things/1/?of=%C3%A4`)).json()).toMatchObject({
        url: '/things/1/?of=%C3%A4',
        query: { of: 'ä' },
      });
    }
    expect((await get('/%61pi/st%61ge/things/1')).json().url).toBe('/things/1');
  });

  test('who calls, but not the proof of it', async () => {
    const { headers, identity } = (
      await get('/api/stage/things/1', { authorization: 'Bearer secret', cookie: 'secret', 'x-trace': 'kept' })
    ).json();
    expect(identity.subject).toBe('user:default/kim');
    expect(headers).toMatchObject({ 'x-trace': 'kept' });
    expect(JSON.stringify(headers)).not.toContain('secret');
  });

  test.each([
    ['of=1&of=2', 'request/query/of'],
    ['more=1', "Unknown query parameter 'more'"],
    ['__proto__=1', "Unknown query parameter '__proto__'"],
    ['constructor=1', "Unknown query parameter 'constructor'"],
  ])('of the query ?%s only what the route declares', async (query, complaint) => {
    const answer = await get(`/api/stage/things/1?${query}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error).toMatchObject({
      name: 'InputError',
      code: 'input-invalid',
      message: expect.stringContaining(complaint),
    });
  });
});

describe('paths', () => {
  beforeEach(() => {
    api.http.get('/', read, () => 'root');
    api.http.get('/things', read, () => 'things');
    api.http.post('/things', read, () => 'made');
  });

  test('a slash at the end changes nothing', async () => {
    expect((await get('/api/stage/things/')).json()).toBe('things');
    expect((await get('/api/stage/')).json()).toBe('root');
  });

  test('an unknown route of a plugin has an empty body, anything else under /api says what is not there', async () => {
    expect(await get('/api/stage/nothing')).toMatchObject({ statusCode: 404, body: '' });
    expect(await post('/api/stage', '')).toMatchObject({ statusCode: 404, body: '' });
    for (const url of ['/api/stages', '/api', '/api/']) {
      const answer = await get(url);
      expect(answer.statusCode).toBe(404);
      expect(answer.json()).toMatchObject({
        error: { name: 'NotFoundError', code: 'not-found' },
        request: { method: 'GET', url },
        response: { statusCode: 404 },
      });
    }
  });

  test('one that is not encoded right is refused in the usual words', async () => {
    const answer = await get('/api/stage/%E0%A4%A');
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      error: { name: 'InputError', code: 'input-invalid' },
      response: { statusCode: 400 },
    });
  });

  test('HEAD is GET without the body, OPTIONS says what there is', async () => {
    const head = await api.app.inject({ method: 'HEAD', url: '/api/stage/things' });
    expect(head).toMatchObject({ statusCode: 200, body: '' });
    expect(head.headers['content-type']).toContain('application/json');
    const options = await api.app.inject({ method: 'OPTIONS', url: '/api/stage/things' });
    expect(options).toMatchObject({ statusCode: 204, body: '' });
    expect(options.headers).toMatchObject({ allow: 'OPTIONS, GET, HEAD, POST' });
    expect(options.headers).not.toHaveProperty('access-control-allow-origin');
    expect((await api.app.inject({ method: 'OPTIONS', url: '/api/stage/nothing' })).statusCode).toBe(404);
  });

  test('HEAD does not open a stream', async () => {
    const stream = new Readable({ read: () => undefined });
    api.http.get('/stream', read, () => new Reply(200, stream, { 'content-type': 'text/event-stream' }));
    const head = await api.app.inject({ method: 'HEAD', url: '/api/stage/stream' });
    expect(head.headers['content-type']).toBe('text/event-stream');
    expect(stream.destroyed).toBe(true);
  });
});

describe('bodies', () => {
  beforeEach(() => {
    api.http.post(
      '/things',
      { ...read, body: z.strictObject({ name: z.string(), more: z.json().optional() }) },
      ({ body }) => body,
    );
    api.http.post('/raw', { ...read, rawBody: true, bodyLimit: 10 }, ({ body }) => (body as Buffer).toString('hex'));
    api.http.post('/none', read, ({ body }) => ({ body: body ?? 'nothing' }));
  });

  test('are JSON of the declared shape', async () => {
    expect(
      (
        await post('/api/stage/things', '{"name":"ä"}', {
          'content-type': 'application/merge-patch+json; charset=utf-8',
        })
      ).json(),
    ).toEqual({ name: 'ä' });
    expect((await post('/api/stage/things', '{"name":1}')).json().error.message).toContain('request/body/name');
    expect((await post('/api/stage/things', '')).json().error.message).toContain('request/body');
    expect((await post('/api/stage/none', 'whatever', { 'content-type': 'text/plain' })).json()).toEqual({
      body: 'nothing',
    });
  });

  test.each(['text/plain', 'text/plain;a=json', 'application/x-www-form-urlencoded; json', 'multipart/form-data'])(
    '%s is not JSON, whatever it holds',
    async (type) => {
      const answer = await post('/api/stage/things', '{"name":"x"}', { 'content-type': type });
      expect(answer.statusCode).toBe(400);
      expect(answer.json().error.message).toContain('Illegal Content-Type');
    },
  );

  test('malformed ones are the mistake of whoever sent them', async () => {
    const answer = await post('/api/stage/things', '{"name":');
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error.message).toContain('not JSON');
    expect(await post('/api/stage/things', '{}', { 'content-type': 'nonsense' })).toMatchObject({ statusCode: 415 });
    expect(api.errors).toEqual([]);
  });

  test('cannot be nested without end, whatever stands in their texts', async () => {
    const deep = (levels: number) =>
      JSON.stringify({ name: '[[[{{{"\\', more: '0' }).replace('"0"', '['.repeat(levels) + ']'.repeat(levels));
    expect((await post('/api/stage/things', deep(100))).statusCode).toBe(200);
    const answer = await post('/api/stage/things', deep(100_000));
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error.message).toContain('nested');
  });

  test('do not reach the prototypes of what they become', async () => {
    const answer = await post('/api/stage/things', '{"name":"x","more":{"__proto__":{"polluted":true}}}');
    expect(answer.json().more.polluted).toBeUndefined();
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect((await post('/api/stage/things', '{"__proto__":{"name":"x"}}')).statusCode).toBe(400);
  });

  test('come as they are where the route wants their bytes, and only so many', async () => {
    expect((await post('/api/stage/raw', Buffer.from([0, 255, 10]))).json()).toBe('00ff0a');
    expect((await post('/api/stage/raw', Buffer.alloc(11))).json()).toMatchObject({
      error: { name: 'PayloadTooLargeError', code: 'payload-too-large' },
      response: { statusCode: 413 },
    });
    expect((await post('/api/stage/raw', Buffer.alloc(10_000_001))).json()).toMatchObject({
      error: { code: 'payload-too-large' },
    });
  });
});

describe('answers', () => {
  test('nothing is 204, null is null, text is as it is', async () => {
    api.http.get('/nothing', read, () => undefined);
    api.http.get('/null', read, () => null);
    api.http.get('/text', read, () => jsonText('{"as":  "it is"}', 201, { link: '<x>' }));
    expect(await get('/api/stage/nothing')).toMatchObject({ statusCode: 204, body: '' });
    expect(await get('/api/stage/null')).toMatchObject({ statusCode: 200, body: 'null' });
    expect(await get('/api/stage/text')).toMatchObject({
      statusCode: 201,
      body: '{"as":  "it is"}',
      headers: { link: '<x>' },
    });
  });

  test('are for nobody else’s caches, pages and scripts unless they say so', async () => {
    api.http.get('/secret', read, () => 1);
    api.http.get(
      '/badge',
      read,
      () =>
        new Reply(200, '<svg/>', {
          'content-type': 'image/svg+xml',
          'cache-control': 'public',
          'cross-origin-resource-policy': 'cross-origin',
        }),
    );
    expect((await get('/api/stage/secret')).headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
    expect((await get('/api/stage/badge')).headers).toMatchObject({
      'cache-control': 'public',
      'cross-origin-resource-policy': 'cross-origin',
    });
  });

  test('long ones are compressed for whoever can read that', async () => {
    const text = JSON.stringify('x'.repeat(5000));
    api.http.get('/long', read, () => jsonText(text));
    const compressed = await get('/api/stage/long', { 'accept-encoding': 'br, gzip' });
    expect(compressed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(gunzipSync(compressed.rawPayload).toString()).toBe(text);
    for (const accepted of ['identity', 'gzip;q=0', 'br, gzip; q=0, deflate']) {
      expect(await get('/api/stage/long', { 'accept-encoding': accepted })).toMatchObject({ body: text });
    }
  });

  test('a stream that breaks off is logged', async () => {
    api.http.get(
      '/stream',
      read,
      () =>
        new Reply(
          200,
          Readable.from(
            (async function* pieces() {
              yield 'first';
              throw new Error('the disk is gone');
            })(),
          ),
        ),
    );
    await get('/api/stage/stream').catch(() => undefined);
    expect(api.errors[0]).toMatchObject({
      message: 'an answer broke off',
      data: { plugin: 'stage', error: expect.objectContaining({ message: 'the disk is gone' }) },
    });
  });
});

describe('failures', () => {
  function failing(error: unknown) {
    api.http.get('/fails', read, () => {
      throw error;
    });
    return get('/api/stage/fails');
  }

  test('of the table are shown, with path and status', async () => {
    const answer = await failing(new CallboardError('conflict', 'It is there already'));
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toEqual({
      error: { name: 'ConflictError', code: 'conflict', message: 'It is there already' },
      request: { method: 'GET', url: '/fails' },
      response: { statusCode: 409 },
    });
    expect(api.errors).toEqual([]);
  });

  test('named like one of the table are shown, with a code only if it is ours', async () => {
    const answer = await failing(Object.assign(new Error('No such thing'), { name: 'NotFoundError', code: 'ENOENT' }));
    expect(answer.json()).toMatchObject({
      error: { name: 'NotFoundError', message: 'No such thing' },
      response: { statusCode: 404 },
    });
    expect(answer.json().error).not.toHaveProperty('code');
  });

  test.each([
    ['an error', new Error('SELECT secret FROM somewhere')],
    [
      'what another service answered',
      Object.assign(new Error('401 from https://inside/?token=x'), { statusCode: 401 }),
    ],
    ['an error that poses as internal', Object.assign(new Error('stack and all'), { name: 'InternalServerError' })],
    ['nothing', undefined],
    ['null', null],
    ['a text', 'a text'],
    ['something without a prototype', Object.create(null) as unknown],
  ])('that nobody expected are masked, logged, and named by the plugin: %s', async (_what, error) => {
    const answer = await failing(error);
    expect(answer.statusCode).toBe(500);
    expect(answer.json().error).toEqual({
      name: 'PluginError',
      code: 'plugin-failed',
      message: 'The plugin stage failed',
    });
    expect(api.errors).toMatchObject([
      { message: 'a request failed', data: { plugin: 'stage', method: 'GET', path: '/api/stage/fails' } },
    ]);
  });

  test('of the database are told apart: it is gone, or it is full', async () => {
    const answer = await failing(
      Object.assign(new Error('connect to postgres://user:pw@db'), { code: 'ECONNREFUSED' }),
    );
    expect(answer.json()).toMatchObject({
      error: { name: 'ServiceUnavailableError', code: 'storage-unavailable' },
      response: { statusCode: 503 },
    });
    expect(answer.body).not.toContain('postgres');
  });

  test('do not tell secrets', async () => {
    const answer = await failing(
      new CallboardError('input-invalid', 'https://kim:pa55word@host/x refused hunter2hunter2'),
    );
    expect(answer.json().error.message).toBe('https://***@host/x refused ***');
  });

  test('an answer with a header that cannot be sent is one, too', async () => {
    api.http.get('/split', read, () => new Reply(200, 'x', { 'x-name': 'a\r\nset-cookie: b' }));
    const answer = await get('/api/stage/split');
    expect(answer.json()).toMatchObject({ error: { code: 'plugin-failed' }, response: { statusCode: 500 } });
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(api.errors).toHaveLength(1);
  });

  test('an answer that is no JSON is one, too', async () => {
    api.http.get('/big', read, () => 1n);
    api.http.get('/function', read, () => () => 1);
    expect((await get('/api/stage/big')).statusCode).toBe(500);
    expect((await get('/api/stage/function')).statusCode).toBe(500);
  });
});

describe('who may', () => {
  test('is asked before anything is looked at', async () => {
    const asked: string[] = [];
    const guarded = await createTestApi({
      authority: {
        identify: async () => {
          throw new CallboardError('credentials-missing', 'Missing credentials');
        },
        authorize: (_identity, permission) => void asked.push(permission),
      },
    });
    guarded.http.get('/open', { permission: 'public' }, ({ identity }) => identity);
    guarded.http.post('/closed', { ...read, body: z.object({}) }, () => 'reached');
    const refused = await guarded.app.inject({ method: 'POST', url: '/api/stage/closed', payload: 'not even JSON' });
    expect(refused).toMatchObject({ statusCode: 401, headers: { 'www-authenticate': 'Bearer' } });
    expect(refused.json().error).toEqual({
      name: 'AuthenticationError',
      code: 'credentials-missing',
      message: 'Missing credentials',
    });
    expect((await guarded.app.inject({ url: '/api/stage/open' })).json()).toEqual({
      type: 'none',
      subject: 'anonymous',
      ownership: [],
    });
    expect(asked).toEqual([]);
    await guarded.app.close();
  });
});
