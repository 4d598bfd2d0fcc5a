import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { jsonText, Reply } from '@callboard/plugin/server';
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
