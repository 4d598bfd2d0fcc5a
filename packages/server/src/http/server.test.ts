import { connect, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { PassThrough } from 'node:stream';
import { Reply } from '@callboard/plugin/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listen, type Listener } from './listener.ts';
import { closeHttpServer } from './server.ts';
import { createTestApi, type TestApi } from './test-api.ts';

/** Milliseconds that no test lasts. */
const FOREVER = 1_000_000;
const read = { permission: 'stage.read' };
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

describe('a server', () => {
  let api: TestApi;
  let url: string;
  beforeEach(async () => {
    api = await createTestApi();
    await api.app.listen({ host: '127.0.0.1', port: 0 });
    url = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
  });
  afterEach(() => closeHttpServer(api.app));

  test('tells a handler that its client has gone', async () => {
    const { promise: started, resolve: begin } = Promise.withResolvers<AbortSignal>();
    api.http.get('/slow', read, ({ signal }) => {
      begin(signal);
      return new Promise(() => undefined);
    });
    const client = new AbortController();
    const request = fetch(`${url}/api/stage/slow`, { signal: client.signal }).catch(() => 'aborted');
    const signal = await started;
    expect(signal.aborted).toBe(false);
    client.abort();
    if (!signal.aborted) await once(signal, 'abort');
    expect(await request).toBe('aborted');
  });

  test('survives clients that break off in the middle of a body', async () => {
    api.http.post('/things', { ...read, rawBody: true }, () => 'reached');
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('POST /api/stage/things HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\nhalf');
    await once(socket, 'connect');
    await sleep(20);
    socket.destroy();
    expect(await (await fetch(`${url}/api/stage/things`, { method: 'POST' })).json()).toBe('reached');
    expect(api.errors).toEqual([]);
  });

  test('refuses headers without end', async () => {
    const answer = await fetch(`${url}/healthcheck`, { headers: { 'x-long': 'x'.repeat(100_000) } });
    expect(answer.status).toBe(431);
  });

  test('lets what is under way end when it closes, and takes nothing new', async () => {
    const { promise: started, resolve: begin } = Promise.withResolvers<void>();
    const { promise: finished, resolve: finish } = Promise.withResolvers<string>();
    api.http.get('/slow', read, () => {
      begin();
      return finished;
    });
    const request = fetch(`${url}/api/stage/slow`);
    await started;
    const closing = closeHttpServer(api.app, FOREVER);
    await expect
      .poll(() =>
        fetch(`${url}/healthcheck`).then(
          () => 'answered',
          () => 'refused',
        ),
      )
      .toBe('refused');
    finish('done');
    expect(await (await request).json()).toBe('done');
    await closing;
  });

  test('cuts off what does not end', async () => {
    const { promise: started, resolve: begin } = Promise.withResolvers<void>();
    api.http.get('/never', read, () => {
      begin();
      return new Promise(() => undefined);
    });
    const request = fetch(`${url}/api/stage/never`);
    await started;
    await Promise.all([closeHttpServer(api.app, 20), expect(request).rejects.toThrow('fetch failed')]);
  });

  test('closes although a stream is open, once that ends', async () => {
    const stream = new PassThrough();
    api.http.get('/stream', read, () => new Reply(200, stream, { 'content-type': 'text/event-stream' }));
    stream.write('hello');
    const answer = await fetch(`${url}/api/stage/stream`);
    const closing = closeHttpServer(api.app, FOREVER);
    stream.end();
    expect(await answer.text()).toBe('hello');
    await closing;
  });
});

describe('a listener', () => {
  let listener: Listener;
  const start = (host = '127.0.0.1', port = 0, patience = 10) =>
    listen({ host, port, webFolder: '/nowhere', log: silent, patience });
  afterEach(() => listener.close());

  test('is not ready, and says so everywhere, until there is something to answer with, and when it stops', async () => {
    listener = await start();
    const readiness = () => listener.app.inject('/.backstage/health/v1/readiness');
    expect(await readiness()).toMatchObject({ statusCode: 503 });
    expect((await readiness()).json()).toEqual({ status: 'error', message: 'Backend has not started yet' });
    expect((await listener.app.inject('/.backstage/health/v1/liveness')).statusCode).toBe(200);
    const early = await listener.app.inject('/api/catalog/entities');
    expect(early).toMatchObject({ statusCode: 503, headers: { 'retry-after': '1' } });
    expect(early.json().error).toMatchObject({ name: 'ServiceUnavailableError', code: 'not-ready' });
    listener.serve(async (_request, reply) => reply.send('answered'));
    expect((await readiness()).json()).toEqual({ status: 'ok' });
    expect((await listener.app.inject('/api/catalog/entities')).body).toBe('answered');
    let complaint: string | undefined = 'Harvesting stands still: /code';
    listener.serve(
      async (_request, reply) => reply.send('answered'),
      () => complaint,
    );
    expect(await readiness()).toMatchObject({ statusCode: 503 });
    expect((await readiness()).json()).toEqual({ status: 'error', message: complaint });
    complaint = undefined;
    expect((await readiness()).json()).toEqual({ status: 'ok' });
    listener.retire();
    expect((await readiness()).json()).toEqual({ status: 'error', message: 'Backend is shutting down' });
  });

  test('has whoever comes while it starts wait for it', async () => {
    listener = await start('127.0.0.1', 0, 10_000);
    const early = listener.app.inject('/api/early').then(({ body }) => body);
    listener.serve(async (_request, reply) => reply.send('here'));
    expect(await early).toBe('here');
  });

  test('keeps nobody waiting for a start that comes to nothing', async () => {
    listener = await start('127.0.0.1', 0, 60_000);
    const early = fetch(`http://127.0.0.1:${listener.port}/api/early`);
    // The request has to be there before it closes.
    await new Promise((resolve) => listener.app.server.once('request', resolve));
    await listener.close();
    expect((await early).status).toBe(503);
  });

  test('takes the port that it is given, and says which is taken', async () => {
    listener = await start();
    await expect(start('127.0.0.1', listener.port)).rejects.toMatchObject({ code: 'EADDRINUSE', port: listener.port });
  });

  test('has no page where no web was built', async () => {
    listener = await start();
    const answer = await listener.app.inject('/');
    expect(answer.json()).toMatchObject({
      error: { name: 'NotFoundError', message: 'Nothing is at /' },
      response: { statusCode: 404 },
    });
    expect((await listener.app.inject('//')).statusCode).toBe(404);
  });
});
