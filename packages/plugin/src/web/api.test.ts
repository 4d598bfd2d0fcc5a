import { afterEach, expect, test, vi } from 'vitest';
import { ApiError, createApi, queryString } from './api.ts';

afterEach(() => vi.unstubAllGlobals());

/** Answers the requests of a test one after the other, and keeps what was asked. */
function answer(...responses: (Response | Error)[]) {
  const asked: { path: string; authorization: string | null }[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push({ path, authorization: new Headers(init.headers).get('authorization') });
    const next = responses.shift();
    if (next instanceof Error) throw next;
    return next;
  });
  return asked;
}

test('repeats lists in the query and leaves out what has no value', () => {
  expect(queryString({ a: 1, b: ['x', 'y'], c: undefined, d: false })).toBe('a=1&b=x&b=y&d=false');
});

test('tells the name, the code and the remedy of an error', async () => {
  answer(Response.json({ error: { name: 'ConflictError', message: 'Exists', code: 'conflict' } }, { status: 409 }));
  const error = await createApi(async () => 't')
    .json('/api/x')
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 409, name: 'ConflictError', message: 'Exists', code: 'conflict' });
  expect((error as ApiError).hint).toBeTruthy();
});

test('understands an answer that is not JSON, and no answer at all', async () => {
  answer(new Response('<h1>Bad gateway</h1>', { status: 502 }), new TypeError('network'));
  const api = createApi(async () => undefined);
  await expect(api.json('/api/x')).rejects.toMatchObject({ status: 502, message: '<h1>Bad gateway</h1>' });
  await expect(api.json('/api/x')).rejects.toMatchObject({ status: 0 });
});

test('renews a refused token once', async () => {
  const asked = answer(new Response('', { status: 401 }), Response.json({ fine: true }));
  const api = createApi(async (renew) => (renew ? 'new' : 'old'));
  expect(await api.json('/api/x')).toEqual({ fine: true });
  expect(asked.map(({ authorization }) => authorization)).toEqual(['Bearer old', 'Bearer new']);
});

test('an empty answer is no error', async () => {
  answer(new Response(null, { status: 204 }));
  expect(await createApi(async () => undefined).json('/api/x', { method: 'DELETE' })).toBeUndefined();
});

test('sends an object as JSON, and a file as the bytes that it has', async () => {
  const sent: { type: string | null; text: string }[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const request = new Request(new URL(path, 'http://portal'), init);
    sent.push({ type: request.headers.get('content-type'), text: await request.text() });
    return Response.json({});
  });
  const api = createApi(async () => 't');
  await api.json('/api/x', { body: { a: 1 } });
  await api.json('/api/x', { body: new Blob(['{ not json'], { type: 'application/gzip' }) });
  expect(sent).toEqual([
    { type: 'application/json', text: '{"a":1}' },
    { type: 'application/octet-stream', text: '{ not json' },
  ]);
});
