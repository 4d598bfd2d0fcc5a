import { CallboardError } from '@callboard/core';
import { Reply } from '@callboard/plugin/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toRefusal } from './errors.ts';
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

test('what the transport refuses is shown; what others say through it is not', () => {
  const inside = (code: string, statusCode: number) =>
    toRefusal(Object.assign(new Error('said so'), { code, statusCode }));
  expect(inside('FST_ERR_CTP_BODY_TOO_LARGE', 413)).toMatchObject({
    status: 413,
    code: 'payload-too-large',
    message: 'said so',
  });
  expect(inside('FST_ERR_CTP_INVALID_MEDIA_TYPE', 415)).toMatchObject({ status: 415, code: 'input-invalid' });
  expect(inside('EPROTO', 400)).toMatchObject({
    status: 500,
    code: 'internal',
    message: 'Something failed inside',
  });
  expect(inside('FST_ERR_REP_SOMETHING', 500)).toMatchObject({ status: 500, code: 'internal', unexpected: true });
});
