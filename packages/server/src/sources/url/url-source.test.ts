import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { startTestServer, type TestServer } from '../../net/test-server.ts';
import { contentHash, LOCATION_PATH } from '../generated-location.ts';
import { forgetSource, openSource, type ScanHint, type Snapshot, type SourceOptions } from '../source.ts';
import { codeOf, component, testEnvironment, textOf, type TestEnvironment } from '../test-environment.ts';
import { readUrlText } from './read-url.ts';

/** A code host with Gitea's API, and a plain web server, on one port. */
let server: TestServer;
let files: Map<string, string>;
let special: Map<string, (request: IncomingMessage, response: ServerResponse) => void>;
let environment: TestEnvironment;

beforeEach(async () => {
  files = new Map();
  special = new Map();
  server = await startTestServer((request, response) => {
    const own = special.get(request.url!);
    const text = files.get(request.url!);
    if (own) return own(request, response);
    if (text === undefined) return void response.writeHead(404).end();
    const etag = `"${contentHash(Buffer.from(text))}"`;
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
    response.writeHead(200, { etag, 'content-type': 'text/plain' }).end(text);
  });
  environment = testEnvironment({ integrations: { gitea: [{ host: server.host, token: 'gitea-s3cret' }] } });
});
afterEach(() => server.close());

function source(target: string, options: SourceOptions = {}) {
  return openSource({ id: 'test', type: 'url', target, options }, environment);
}

async function open(target: string, options?: SourceOptions, hint?: ScanHint): Promise<Snapshot> {
  const { repositories } = await source(target, options).scan(hint);
  return repositories[0]!.open();
}

function page(path: string): string {
  return `${server.url}/acme/drums/src/branch/main/${path}`;
}

function raw(path: string): string {
  return `/api/v1/repos/acme/drums/raw/${path}?ref=main`;
}

test('starts from a Location entity, whatever the target answers', async () => {
  const target = `${server.url}/nothing.yaml`;
  const snapshot = await open(target);
  expect(await snapshot.start!()).toEqual([LOCATION_PATH]);
  expect(parse(await textOf(snapshot, LOCATION_PATH))).toMatchObject({
    kind: 'Location',
    spec: { type: 'url', target },
  });
  expect(snapshot.resolve(LOCATION_PATH, target)).toEqual({ inside: target });
  expect(await snapshot.hash(target)).toBeUndefined();
  expect(source(target).origin).toBe(`url:${target}`);
});

describe('a file on a code host', () => {
  test('is read through its API, with the token, and knows its places', async () => {
    files.set(raw('svc/catalog-info.yaml'), component('drums'));
    const { repositories } = await source(page('svc/catalog-info.yaml')).scan();
    expect(repositories[0]).toMatchObject({ name: 'acme/drums', url: `${server.url}/acme/drums` });
    const snapshot = await repositories[0]!.open();
    expect(await textOf(snapshot, page('svc/catalog-info.yaml'))).toBe(component('drums'));
    expect(server.requests[0]!.headers['authorization']).toBe('token gitea-s3cret');
    expect(snapshot.locate(page('svc/catalog-info.yaml'))).toEqual({
      ref: `url:${page('svc/catalog-info.yaml')}`,
      viewUrl: page('svc/catalog-info.yaml'),
      editUrl: `${server.url}/acme/drums/_edit/main/svc/catalog-info.yaml`,
      sourceRef: `url:${page('svc/')}`,
    });
    expect(snapshot.canonical(page('svc/catalog-info.yaml'))).toBe('127.0.0.1/acme/drums:svc/catalog-info.yaml');
  });

  test('names others of its repository by path, and of others by URL', async () => {
    const snapshot = await open(page('svc/catalog-info.yaml'));
    const from = page('svc/catalog-info.yaml');
    expect(snapshot.resolve(from, './openapi.yaml')).toEqual({ inside: page('svc/openapi.yaml') });
    expect(snapshot.resolve(from, '/mkdocs.yml')).toEqual({ inside: page('mkdocs.yml') });
    expect(snapshot.resolve(from, `${server.url}/acme/bass/src/branch/main/a.yaml`)).toEqual({
      outside: `${server.url}/acme/bass/src/branch/main/a.yaml`,
    });
    expect(snapshot.resolve(from, 'https://example.com/a.yaml')).toEqual({ outside: 'https://example.com/a.yaml' });
  });

  test('one file is asked for once per look, and then only whether it changed', async () => {
    files.set(raw('a.yaml'), component('one'));
    const first = await open(page('a.yaml'));
    const hash = await first.hash(page('a.yaml'));
    await first.read(page('a.yaml'));
    await first.head(page('a.yaml'), 10);
    await first.close();
    expect(server.requests).toHaveLength(1);

    // Another process would do the same: what is known lies on disk.
    const second = await open(page('a.yaml'));
    expect(await second.hash(page('a.yaml'))).toBe(hash);
    expect(await textOf(second, page('a.yaml'))).toBe(component('one'));
    expect(server.requests).toHaveLength(2);
    expect(server.requests[1]!.headers['if-none-match']).toBeDefined();

    files.set(raw('a.yaml'), component('two'));
    const third = await open(page('a.yaml'));
    expect(await third.hash(page('a.yaml'))).not.toBe(hash);
    expect(await textOf(third, page('a.yaml'))).toBe(component('two'));

    const forced = await open(page('a.yaml'), {}, { force: true });
    await forced.read(page('a.yaml'));
    expect(server.requests.at(-1)!.headers['if-none-match']).toBeUndefined();
  });

  test('is not shown from memory once it is gone or closed', async () => {
    files.set(raw('a.yaml'), component('one'));
    await (await open(page('a.yaml'))).read(page('a.yaml'));
    files.delete(raw('a.yaml'));
    expect(await codeOf((await open(page('a.yaml'))).read(page('a.yaml')))).toBe('file-unreadable');
    special.set(raw('a.yaml'), (_request, response) => response.writeHead(401).end());
    expect(await codeOf((await open(page('a.yaml'))).hash(page('a.yaml')))).toBe('source-auth');
  });

  test('what was kept goes with the source', async () => {
    files.set(raw('a.yaml'), component('one'));
    await (await open(page('a.yaml'))).read(page('a.yaml'));
    expect(readdirSync(join(environment.cacheFolder, 'url'))).toHaveLength(1);
    await forgetSource({ id: 'test', type: 'url', target: page('a.yaml'), options: {} }, environment.cacheFolder);
    expect(readdirSync(join(environment.cacheFolder, 'url'))).toEqual([]);
  });
});

describe('a pattern', () => {
  const tree = (number: number) =>
    `/api/v1/repos/acme/drums/git/trees/main?recursive=true&per_page=1000&page=${number}`;
  const blob = (path: string, sha: string) => ({ path, type: 'blob', sha });

  test('is answered by the listing of the host, page by page, with its ids', async () => {
    files.set(
      tree(1),
      JSON.stringify({
        truncated: true,
        tree: [blob('a/catalog-info.yaml', '1'), blob('a/main.ts', '2'), { path: 'a', type: 'tree', sha: '3' }],
      }),
    );
    files.set(
      tree(2),
      JSON.stringify({
        truncated: false,
        tree: [blob('b/c/catalog-info.yaml', '4'), blob('node_modules/x/catalog-info.yaml', '5')],
      }),
    );
    files.set(raw('a/catalog-info.yaml'), component('a'));
    const target = page('**/catalog-info.yaml');
    const snapshot = await open(target);
    expect(await snapshot.start!()).toEqual([LOCATION_PATH]);
    expect(await snapshot.list([target], [])).toEqual([
      { path: page('a/catalog-info.yaml'), hash: 'git:1' },
      { path: page('b/c/catalog-info.yaml'), hash: 'git:4' },
    ]);
    const asked = server.requests.length;
    expect(await snapshot.hash(page('a/catalog-info.yaml'))).toBe('git:1');
    expect(server.requests).toHaveLength(asked);
    expect(await textOf(snapshot, page('a/catalog-info.yaml'))).toBe(component('a'));
  });

  test('that cannot be answered is an error, not an empty answer', async () => {
    const listing = async (url: string) => (await open(url)).list([url], []);
    expect(await codeOf(listing(page('**/a.yaml')))).toBe('source-not-found');
    files.set(tree(1), '<html>');
    expect(await codeOf(listing(page('**/a.yaml')))).toBe('source-unreachable');
    expect(await codeOf(listing('https://bitbucket.org/acme/drums/src/main/**/a.yaml'))).toBe('source-invalid');
    expect(await codeOf(listing('https://example.com/**/a.yaml'))).toBe('source-invalid');
  });
});

describe('a file that is not given', () => {
  const reading = async (url: string) => (await open(url)).read(url);

  test.each([
    [401, {}, 'source-auth'],
    [403, {}, 'source-auth'],
    [403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1900000000' }, 'source-rate-limited'],
    [429, { 'retry-after': '30' }, 'source-rate-limited'],
    [500, {}, 'source-unreachable'],
    [203, {}, 'source-auth'],
    [404, {}, 'file-unreadable'],
  ])('HTTP %i %j is %s', async (status, headers, code) => {
    special.set('/a.yaml', (_request, response) => response.writeHead(status, headers).end('x'));
    expect(await codeOf(reading(`${server.url}/a.yaml`))).toBe(code);
  });

  test('says until when the host takes no more requests', async () => {
    special.set('/a.yaml', (_request, response) =>
      response.writeHead(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1900000000' }).end(),
    );
    await expect(reading(`${server.url}/a.yaml`)).rejects.toThrow('2030-03-17T17:46:40.000Z');
  });

  test('a web page in its place is told from it', async () => {
    special.set('/sign-in.yaml', (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('\n<!DOCTYPE html><html>'),
    );
    await expect(reading(`${server.url}/sign-in.yaml`)).rejects.toThrow('web page');
    // Some servers name everything text/html.
    special.set('/plain.yaml', (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end(component('x')),
    );
    expect((await reading(`${server.url}/plain.yaml`)).toString()).toBe(component('x'));
  });

  test('what is inside the network, and what is no web address, is refused', async () => {
    environment = testEnvironment({ allowPrivate: [] });
    expect(await codeOf(reading(`${server.url}/a.yaml`))).toBe('address-refused');
    for (const target of [
      'file:///etc/passwd',
      'catalog-info.yaml',
      'https://user:pw@example.com/a.yaml',
      'javascript:alert(1)',
    ])
      expect(() => source(target), target).toThrow(expect.objectContaining({ code: 'source-invalid' }));
  });

  test('without a Location entity, the file itself says that it is missing', async () => {
    const target = `${server.url}/gone.yaml`;
    const snapshot = await open(target, { direct: true });
    expect(await snapshot.start!()).toEqual([target]);
    expect(await codeOf(snapshot.hash(target))).toBe('file-unreadable');
  });
});

test('a token is not carried to where its host redirects', async () => {
  const seen: (string | undefined)[] = [];
  const elsewhere = await startTestServer((request, response) => {
    seen.push(request.headers['authorization']);
    response.end(component('x'));
  });
  special.set(raw('a.yaml'), (_request, response) =>
    response.writeHead(302, { location: `${elsewhere.url}/a.yaml` }).end(),
  );
  expect(await textOf(await open(page('a.yaml')), page('a.yaml'))).toBe(component('x'));
  expect(seen).toEqual([undefined]);
  await elsewhere.close();
});

test('files anywhere on the web are read as text, with the token of their host', async () => {
  files.set(raw('openapi.yaml'), '\uFEFFopenapi: 3.1.0\n');
  expect(await readUrlText(page('openapi.yaml'), environment)).toBe('openapi: 3.1.0\n');
  expect(server.requests[0]!.headers['authorization']).toBe('token gitea-s3cret');
  expect(await codeOf(readUrlText(page('nothing.yaml'), environment))).toBe('file-unreadable');
});

test('a cache that cannot be written to costs nothing but speed', async () => {
  files.set('/a.yaml', component('x'));
  environment = { ...environment, cacheFolder: '/dev/null' };
  expect(await textOf(await open(`${server.url}/a.yaml`), `${server.url}/a.yaml`)).toBe(component('x'));
  expect(environment.warnings).not.toEqual([]);
});
