import { afterEach, expect, test } from 'vitest';
import { configSchema } from '../config/schema.ts';
import { createFetcher, type Fetcher } from './fetcher.ts';
import { fetcherOptions } from './reading-rules.ts';
import { startTestServer, type TestServer } from './test-server.ts';

let server: TestServer | undefined;
let fetcher: Fetcher | undefined;
afterEach(async () => {
  await fetcher?.close();
  await server?.close();
});

async function serve(config: (host: string) => object): Promise<string> {
  server = await startTestServer((_request, response) => response.end('ok'));
  fetcher = createFetcher(fetcherOptions(configSchema.parse(config(server.host))));
  return server.url;
}

test('without configuration, only public code hosts are read', async () => {
  const url = await serve(() => ({}));
  await expect(fetcher!.fetch(url)).rejects.toMatchObject({
    code: 'address-refused',
    hint: expect.stringContaining('reading.allow'),
  });
  await expect(fetcher!.fetch('https://example.com/x')).rejects.toMatchObject({ code: 'address-refused' });
  const hosts = fetcherOptions(configSchema.parse({})).allowHosts!.map(({ host }) => host);
  expect(hosts).toEqual(
    expect.arrayContaining([
      'github.com',
      'raw.githubusercontent.com',
      'api.github.com',
      'gitlab.com',
      'bitbucket.org',
      'dev.azure.com',
      'codeberg.org',
    ]),
  );
});

test.each<[string, (host: string) => object]>([
  ['an integration', (host) => ({ integrations: { gitea: [{ host }] } })],
  [
    'the API of an integration',
    (host) => ({ integrations: { github: [{ host: 'ghe.corp.example', apiBaseUrl: `http://${host}/api/v3` }] } }),
  ],
  ['a source', (host) => ({ sources: [{ type: 'git', target: `http://${host}/acme/drums.git` }] })],
  [
    'reading.allow with reading.allowPrivate',
    (host) => ({ reading: { allow: [{ host }], allowPrivate: ['127.0.0.0/8'] } }),
  ],
])('a private host that is named by %s is read', async (_how, config) => {
  const url = await serve(config);
  expect((await fetcher!.fetch(url)).text()).toBe('ok');
});

test('another port of the same host is not opened by that, nor is a private host by reading.allow alone', async () => {
  const url = await serve((host) => ({
    integrations: { gitea: [{ host }] },
    reading: { allow: [{ host: '127.0.0.1:4999' }, { host: 'localhost' }] },
  }));
  await expect(fetcher!.fetch('http://127.0.0.1:4999/')).rejects.toMatchObject({ code: 'address-refused' });
  await expect(fetcher!.fetch('http://localhost/')).rejects.toMatchObject({ code: 'address-refused' });
  expect((await fetcher!.fetch(url)).status).toBe(200);
});

test('a public code host is not trusted to lead inside', () => {
  const { allowPrivate } = fetcherOptions(
    configSchema.parse({
      integrations: { github: [{ host: 'github.com', token: 'x' }] },
      sources: [{ type: 'git', target: 'git@github.com:a/b.git' }],
    }),
  );
  expect(allowPrivate).toEqual([]);
});

test('the host of a source over ssh may be a private one', () => {
  const { allowPrivate } = fetcherOptions(
    configSchema.parse({
      sources: [
        { type: 'git', target: 'git@git.corp.example:a/b.git' },
        { type: 'folder', target: '/srv' },
      ],
    }),
  );
  expect(allowPrivate).toEqual(['git.corp.example']);
});
