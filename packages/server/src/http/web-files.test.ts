import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApi, type TestApi } from './test-api.ts';

const page = '<!doctype html><title>Callboard</title>';
let folder: string;
let api: TestApi;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-web-'));
  const web = join(folder, 'dist');
  mkdirSync(join(web, 'assets'), { recursive: true });
  writeFileSync(join(web, 'index.html'), page);
  writeFileSync(join(web, 'callboard.svg'), '<svg/>');
  writeFileSync(join(web, 'assets/index-a1b2.js'), 'run()');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  api = await createTestApi({ webFolder: web });
});
afterAll(async () => {
  await api.app.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each(['/', '/catalog', '/catalog/default/component/web.v2', '/catalog?filter=a.b', '/catalog/', '//'])(
  '%s is a view of the page',
  async (url) => {
    const answer = await api.app.inject(url);
    expect(answer).toMatchObject({ statusCode: 200, body: page });
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    });
    const policy = String(answer.headers['content-security-policy']);
    for (const rule of [
      "default-src 'self'",
      "script-src 'self'",
      "object-src 'none'",
      "base-uri 'self'",
      "frame-ancestors 'self'",
      "form-action 'self'",
    ])
      expect(policy).toContain(rule);
  },
);

test('assets may be kept for ever, other files not', async () => {
  expect(await api.app.inject('/assets/index-a1b2.js')).toMatchObject({
    statusCode: 200,
    body: 'run()',
    headers: { 'cache-control': expect.stringContaining('immutable') },
  });
  expect(await api.app.inject('/callboard.svg')).toMatchObject({
    statusCode: 200,
    headers: { 'cache-control': 'no-cache' },
  });
});

test('a file that has not changed is not sent again', async () => {
  const { etag } = (await api.app.inject('/callboard.svg')).headers;
  const again = await api.app.inject({ url: '/callboard.svg', headers: { 'if-none-match': String(etag) } });
  expect(again).toMatchObject({ statusCode: 304, body: '' });
});

test.each(['/assets/gone.js', '/favicon.ico', '/.env', '/robots.txt?x=1'])('%s is not there', async (url) => {
  const answer = await api.app.inject(url);
  expect(answer.statusCode).toBe(404);
  expect(answer.json().error.name).toBe('NotFoundError');
});

test.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/assets/../../secret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/assets/%00',
])('%s does not lead out of the folder', async (url) => {
  expect((await api.app.inject(url)).body).not.toContain('secret\n');
  expect((await api.app.inject(url)).body).not.toBe('secret');
});

test('nothing but reading is possible', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'] as const) {
    expect((await api.app.inject({ method, url: '/' })).statusCode).toBe(404);
    expect((await api.app.inject({ method, url: '/catalog' })).statusCode).toBe(404);
  }
});
