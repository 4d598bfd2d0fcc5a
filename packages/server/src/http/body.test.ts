import { z } from '@callboard/plugin/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestApi, type TestApi } from './test-api.ts';

const read = { permission: 'stage.read' };
const json = { 'content-type': 'application/json' };
let api: TestApi;

beforeEach(async () => {
  api = await createTestApi({ secrets: ['hunter2hunter2'] });
});
afterEach(() => api.app.close());

function post(url: string, payload: string | Buffer, headers: Record<string, string> = json) {
  return api.app.inject({ method: 'POST', url, payload, headers });
}

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
