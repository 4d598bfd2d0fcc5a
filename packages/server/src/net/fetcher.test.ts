import type * as Dns from 'node:dns';
import { gzipSync } from 'node:zlib';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { FetchError } from './fetch-error.ts';
import { createFetcher, type Fetcher, type FetcherOptions } from './fetcher.ts';
import { startTestServer, type TestServer } from './test-server.ts';

const dns = vi.hoisted(() => ({ answers: new Map<string, string[][]>() }));

// Names that no name server knows, so that one can be made to answer differently each time.
vi.mock('node:dns', async (original) => {
  const real = await original<typeof Dns>();
  return {
    ...real,
    lookup(
      host: string,
      options: { all: true },
      callback: (error: Error | null, addresses: { address: string; family: number }[]) => void,
    ) {
      const answers = dns.answers.get(host);
      if (!answers) return real.lookup(host, options, callback);
      const now = answers.length > 1 ? answers.shift()! : answers[0]!;
      return queueMicrotask(() =>
        callback(
          null,
          now.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        ),
      );
    },
  };
});

let server: TestServer;
let other: TestServer;
const fetchers: Fetcher[] = [];

beforeAll(async () => {
  server = await startTestServer(answer);
  other = await startTestServer((request, response) => response.end(JSON.stringify(request.headers)));
});
afterAll(async () => {
  await server.close();
  await other.close();
});
afterEach(async () => {
  await Promise.all(fetchers.splice(0).map((fetcher) => fetcher.close()));
  server.requests.length = 0;
  dns.answers.clear();
});

function answer(request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url!, 'http://x');
  if (url.pathname === '/text') return void response.end('apiVersion: v1\n');
  if (url.pathname === '/headers') return void response.end(JSON.stringify(request.headers));
  if (url.pathname === '/to') return void response.writeHead(302, { location: url.searchParams.get('url')! }).end();
  if (url.pathname === '/loop') return void response.writeHead(302, { location: '/loop' }).end();
  if (url.pathname === '/slow') return;
  if (url.pathname === '/huge') return void response.end('x'.repeat(2000));
  if (url.pathname === '/bomb')
    return void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(1_000_000)));
  if (url.pathname === '/drip') {
    const timer = setInterval(() => response.write('x'), 20);
    return void response.on('close', () => clearInterval(timer));
  }
  response.writeHead(404).end('no such page');
}

function fetcher(options: FetcherOptions = {}): Fetcher {
  const made = createFetcher({ allowPrivate: ['127.0.0.1'], maxBytes: 1000, ...options });
  fetchers.push(made);
  return made;
}

async function failure(work: Promise<unknown>): Promise<FetchError> {
  const error = await work.then(
    () => new Error('it was read'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof FetchError) return error;
  throw error;
}

test('reads text, and gives statuses as answers', async () => {
  const text = await fetcher().fetch(`${server.url}/text`);
  expect([text.status, text.text()]).toEqual([200, 'apiVersion: v1\n']);
  const missing = await fetcher().fetch(`${server.url}/nothing`);
  expect([missing.status, missing.body.length]).toEqual([404, 0]);
});

describe('addresses inside', () => {
  test.each([
    'http://127.0.0.1:4999/x',
    'http://localhost:4999/x',
    'http://[::1]:4999/x',
    'http://[::ffff:127.0.0.1]:4999/',
    'http://2130706433:4999/',
    'http://0x7f.1:4999/',
    'http://0/',
  ])('%s is refused', async (url) => {
    const error = await failure(fetcher({ allowPrivate: [] }).fetch(url));
    expect(error).toMatchObject({ code: 'address-refused', hint: expect.stringContaining('reading.allowPrivate') });
  });

  test('the metadata service of a cloud is refused, by address and by a name that leads to it', async () => {
    dns.answers.set('metadata.attacker.example', [['169.254.169.254']]);
    for (const url of ['http://169.254.169.254/latest/meta-data/', 'http://metadata.attacker.example/']) {
      expect((await failure(fetcher().fetch(url))).code).toBe('address-refused');
    }
  });

  test('a name that changes its address between two looks is caught at the connection', async () => {
    const guarded = fetcher({ allowPrivate: [] });
    dns.answers.set('rebind.attacker.example', [['93.184.216.34'], ['127.0.0.1']]);
    const { port } = new URL(server.url);
    expect(await guarded.addresses('rebind.attacker.example', Number(port))).toEqual(['93.184.216.34']);
    expect((await failure(guarded.fetch(`http://rebind.attacker.example:${port}/text`))).code).toBe('address-refused');
    expect(server.requests).toEqual([]);
  });

  test('of several addresses only the permitted ones are used', async () => {
    const guarded = fetcher({ allowPrivate: ['127.0.0.1'] });
    dns.answers.set('both.example', [['10.0.0.1', '127.0.0.1']]);
    expect(await guarded.addresses('both.example', 443)).toEqual(['127.0.0.1']);
    const { port } = new URL(server.url);
    expect((await guarded.fetch(`http://both.example:${port}/text`)).status).toBe(200);
  });

  test('a redirect to one is refused', async () => {
    for (const target of ['http://10.0.0.1/', 'http://[::1]/', 'http://169.254.169.254/']) {
      const error = await failure(
        fetcher({ timeoutMs: 2000 }).fetch(`${server.url}/to?url=${encodeURIComponent(target)}`),
      );
      expect(error.code).toBe('address-refused');
    }
  });
});

describe('what is a URL to read', () => {
  test.each([
    'file:///etc/passwd',
    'ftp://example.com/x',
    'javascript:alert(1)',
    'data:text/plain,x',
    'not a url',
    'http://user:secret@example.com/x',
  ])('%s is refused', async (url) => {
    const error = await failure(fetcher().fetch(url));
    expect(error.code).toBe('address-refused');
    expect(error.message + error.hint).not.toContain('secret');
  });

  test('hosts outside of the list are refused, at redirects too', async () => {
    const narrow = fetcher({ allowHosts: [{ host: server.host, paths: ['/text', '/to'] }] });
    expect((await narrow.fetch(`${server.url}/text`)).status).toBe(200);
    expect((await failure(narrow.fetch(`${server.url}/headers`))).code).toBe('address-refused');
    expect((await failure(narrow.fetch(`${server.url}/textual`))).code).toBe('address-refused');
    expect((await failure(narrow.fetch(`${other.url}/`))).code).toBe('address-refused');
    expect((await failure(narrow.fetch(`${server.url}/to?url=${encodeURIComponent(other.url)}`))).code).toBe(
      'redirect-refused',
    );
    expect((await narrow.fetch(`${other.url}/`, { anyHost: true })).status).toBe(200);
  });

  test('a wildcard covers hosts below and not those that only end alike', async () => {
    const narrow = fetcher({ allowHosts: [{ host: '*.corp.example' }] });
    dns.answers.set('a.corp.example', [['127.0.0.1']]);
    const { port } = new URL(server.url);
    expect((await failure(narrow.fetch('http://evilcorp.example/'))).code).toBe('address-refused');
    expect((await failure(narrow.fetch('http://corp.example/'))).code).toBe('address-refused');
    expect((await failure(narrow.fetch(`http://a.corp.example:${port}/text`))).code).toBe('address-refused');
  });
});

describe('redirects', () => {
  test('are followed on the same host with the credentials, on another without', async () => {
    const credentials = { authorization: 'Bearer s3cret-token' };
    const same = await fetcher().fetch(`${server.url}/to?url=/headers`, { credentials });
    expect(JSON.parse(same.text())).toMatchObject(credentials);
    expect(same.url).toBe(`${server.url}/headers`);
    const elsewhere = await fetcher().fetch(`${server.url}/to?url=${encodeURIComponent(other.url)}`, {
      credentials,
      headers: { accept: 'text/plain' },
    });
    expect(JSON.parse(elsewhere.text())).not.toHaveProperty('authorization');
    expect(JSON.parse(elsewhere.text())).toMatchObject({ accept: 'text/plain' });
  });

  test('the credentials do not come back after a detour over another host', async () => {
    const back = encodeURIComponent(`${server.url}/headers`);
    const detour = await startTestServer((_request, response) =>
      response.writeHead(302, { location: decodeURIComponent(back) }).end(),
    );
    const answered = await fetcher().fetch(`${server.url}/to?url=${encodeURIComponent(detour.url)}`, {
      credentials: { authorization: 'Bearer s3cret-token' },
    });
    await detour.close();
    expect(answered.url).toBe(`${server.url}/headers`);
    expect(JSON.parse(answered.text())).not.toHaveProperty('authorization');
  });

  test('end when there are too many of them, or when they lead to another scheme', async () => {
    expect((await failure(fetcher().fetch(`${server.url}/loop`))).code).toBe('redirect-refused');
    expect(server.requests).toHaveLength(6);
    expect((await failure(fetcher().fetch(`${server.url}/to?url=file:///etc/passwd`))).code).toBe('redirect-refused');
  });
});

describe('bounds', () => {
  test('a body that is too large is refused, also when it is so only after unpacking', async () => {
    expect((await failure(fetcher().fetch(`${server.url}/huge`))).code).toBe('file-too-large');
    expect((await failure(fetcher().fetch(`${server.url}/bomb`))).code).toBe('file-too-large');
    expect((await fetcher().fetch(`${server.url}/huge`, { maxBytes: 2000 })).body.length).toBe(2000);
  });

  test('a host that says nothing, and one that drips, are given up', async () => {
    expect((await failure(fetcher({ timeoutMs: 200 }).fetch(`${server.url}/slow`))).code).toBe('response-too-slow');
    expect((await failure(fetcher({ timeoutMs: 200 }).fetch(`${server.url}/drip`))).code).toBe('response-too-slow');
  });

  test('hosts that are not there are named plainly', async () => {
    const refused = await failure(fetcher().fetch('http://127.0.0.1:4999/x?token=abc123'));
    expect(refused).toMatchObject({ code: 'source-unreachable', message: expect.stringContaining('refused') });
    expect(refused.message).not.toContain('abc123');
    expect(await failure(fetcher().fetch('http://no-such-host.invalid/'))).toMatchObject({
      code: 'source-unreachable',
    });
  });
});
