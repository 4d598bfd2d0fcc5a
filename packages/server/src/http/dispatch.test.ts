import { Readable } from 'node:stream';
import { CallboardError } from '@callboard/core';
import { Reply, z } from '@callboard/plugin/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestApi, type TestApi } from './test-api.ts';

const read = { permission: 'stage.read' };
let api: TestApi;

beforeEach(async () => {
  api = await createTestApi({ secrets: ['hunter2hunter2'] });
});
afterEach(() => api.app.close());

function get(url: string, headers: Record<string, string> = {}) {
  return api.app.inject({ method: 'GET', url, headers });
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
    expect(await api.app.inject({ method: 'POST', url: '/api/stage' })).toMatchObject({ statusCode: 404, body: '' });
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
