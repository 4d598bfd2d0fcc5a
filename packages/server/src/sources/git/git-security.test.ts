import { chmodSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SourceError, type SourceOptions } from '../source.ts';
import { codeOf, component, git, paths, testEnvironment, textOf, writeFiles } from '../test-environment.ts';
import { gitFixture } from './test-fixture.ts';
import { startGitServer } from './test-git-server.ts';

const YAML = ['**/*.yaml', '**/*.yml'];
const at = gitFixture();

describe('credentials', () => {
  const credentials = 'ada:t0ken-s3cret';

  test.each<[string, (url: string) => [string, SourceOptions]]>([
    ['options of the source', (url) => [url, { username: 'ada', token: 't0ken-s3cret' }]],
    ['the URL', (url) => [url.replace('//', `//${credentials}@`), {}]],
    ['the integration of the host', (url) => [url, {}]],
  ])('are taken from %s', async (where, target) => {
    const url = await at.serve({ credentials });
    if (where.includes('integration'))
      at.environment.integrations = {
        ...at.environment.integrations,
        gitea: [{ host: at.server!.host, username: 'ada', token: 't0ken-s3cret' }],
      };
    const opened = at.source(...target(url));
    const snapshot = await at.open(opened);
    expect(await textOf(snapshot, 'docs/index.md')).toBe('# Drums');
    const { repositories } = await opened.scan();
    expect(JSON.stringify([opened.origin, repositories, snapshot.locate('a.yaml')])).not.toContain('s3cret');
    expect(everythingIn(at.environment.cacheFolder)).not.toContain('s3cret');
    await snapshot.close();
  });

  test('that are missing or wrong give an error that does not show them', async () => {
    const url = await at.serve({ credentials });
    for (const options of [{}, { token: 'wr0ng-s3cret', username: 'ada' }]) {
      const error = await at
        .source(url, options)
        .scan()
        .then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
      expect(error).toBeInstanceOf(SourceError);
      expect(error).toMatchObject({ code: 'source-auth', hint: expect.stringContaining('token') });
      expect(String(error)).not.toContain('s3cret');
    }
    const error = await at
      .source(url.replace('//', '//ada:wr0ng-s3cret@'))
      .scan()
      .then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
    expect(String(error)).not.toContain('s3cret');
  });

  test('never stand in a command line, and git asks nobody for them', async () => {
    const url = await at.serve({ credentials });
    const log = join(at.root, 'calls');
    const { PATH } = process.env;
    writeFiles(at.root, {
      'bin/git': `#!/bin/sh\necho "$GIT_TERMINAL_PROMPT $@" >> ${log}\nenv | grep extraHeader >> ${log}.keys\nPATH='${PATH}' exec git "$@"\n`,
    });
    chmodSync(join(at.root, 'bin/git'), 0o755);
    process.env['PATH'] = `${join(at.root, 'bin')}:${PATH}`;
    try {
      const snapshot = await at.open(url, { username: 'ada', token: 't0ken-s3cret' });
      await snapshot.read('docs/index.md');
      await snapshot.close();
    } finally {
      process.env['PATH'] = PATH;
    }
    const calls = readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .filter((call) => !call.includes('http-backend'));
    expect(calls.length).toBeGreaterThan(5);
    expect(calls.filter((call) => !call.startsWith('0 '))).toEqual([]);
    const keys = new Set(
      readFileSync(`${log}.keys`, 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split('=')[1]),
    );
    expect(keys).toEqual(new Set([`http.${at.server!.url}/.extraHeader`]));
    for (const secret of ['s3cret', Buffer.from(credentials).toString('base64')])
      expect(calls.join()).not.toContain(secret);
  });

  test('do not follow a redirect to another host', async () => {
    const elsewhere = await startGitServer({ root: at.root });
    const url = await at.serve({ credentials, redirects: { '/acme/drums.git': `${elsewhere.url}/acme/drums.git` } });
    const snapshot = await at.open(url, { username: 'ada', token: 't0ken-s3cret' });
    expect(await textOf(snapshot, 'catalog-info.yaml')).toBe(component('drums'));
    expect(elsewhere.requests.length).toBeGreaterThan(0);
    expect(elsewhere.requests.map(({ headers }) => headers.authorization)).toEqual(
      elsewhere.requests.map(() => undefined),
    );
    await snapshot.close();
    await elsewhere.close();
  });

  test('go along when a host redirects to itself', async () => {
    await at.serve({ credentials, redirects: { '/old/name': '/acme/drums.git' } });
    const snapshot = await at.open(`${at.server!.url}/old/name`, { username: 'ada', token: 't0ken-s3cret' });
    expect(paths(await snapshot.list(YAML, []))).toContain('catalog-info.yaml');
  });
});

describe('addresses inside', () => {
  test('are refused before git is started, by redirect too', async () => {
    const url = await at.serve({ redirects: { '/away': 'http://169.254.169.254/acme/drums.git' } });
    expect(await codeOf(at.source(`${at.server!.url}/away`).scan())).toBe('address-refused');
    at.server!.requests.length = 0;
    at.environment = testEnvironment({ allowPrivate: [] });
    expect(await codeOf(at.source(url).scan())).toBe('address-refused');
    expect(await codeOf(at.source('git@127.0.0.1:acme/drums.git').scan())).toBe('address-refused');
    expect(await codeOf(at.source('git://localhost/acme/drums.git').scan())).toBe('address-refused');
    expect(at.server!.requests).toEqual([]);
  });
});

test('git connects to the address that was checked, whatever the name leads to', async () => {
  const url = (await at.serve()).replace('127.0.0.1', 'pinned.invalid');
  const { fetcher } = at.environment;
  at.environment = {
    ...at.environment,
    fetcher: {
      ...fetcher,
      addresses: async () => ['127.0.0.1'],
      fetch: (text, request) => fetcher.fetch(text.replace('pinned.invalid', '127.0.0.1'), request),
    },
  };
  const snapshot = await at.open(url);
  expect(await textOf(snapshot, 'catalog-info.yaml')).toBe(component('drums'));
  await snapshot.close();
});

describe('hostile', () => {
  test.each([
    'ext::sh -c touch% /tmp/owned',
    '--upload-pack=touch /tmp/owned',
    'https://-oProxyCommand=x/y',
    'ssh://-oProxyCommand=x/y',
    'ftp://example.com/x.git',
    'https://',
    '',
    'a\nb',
  ])('target %j is refused', (target) => {
    expect(() => at.source(target)).toThrow(expect.objectContaining({ code: 'source-invalid' }));
  });

  test.each(['-x', '--upload-pack=x', 'a b', 'a..b', 'a^{tree}', 'x\0y', '/a', 'a.lock', 'a:b', '@{-1}'])(
    'branch %j is refused',
    (branch) => {
      expect(() => at.source(at.bare, { branch })).toThrow(expect.objectContaining({ code: 'source-invalid' }));
    },
  );

  test('links, submodules and files that are too large are not followed', async () => {
    at.environment = testEnvironment({ fileBytes: 1000 });
    symlinkSync('/etc/passwd', join(at.work, 'passwd.yaml'));
    symlinkSync('catalog-info.yaml', join(at.work, 'link.yaml'));
    git(at.work, '-c', 'protocol.file.allow=always', 'submodule', 'add', '--quiet', at.bare, 'sub.yaml');
    at.push({ 'large.yaml': 'x'.repeat(2000) });
    const snapshot = await at.open(await at.serve());
    expect(paths(await snapshot.list(YAML, []))).toEqual(['api/openapi.yaml', 'catalog-info.yaml', 'large.yaml']);
    for (const path of ['passwd.yaml', 'link.yaml', 'sub.yaml', 'nothing.yaml', 'docs'])
      expect(await codeOf(snapshot.read(path)), path).toBe('file-unreadable');
    for (const path of ['../x', '/etc/passwd', '.git/config'])
      expect(await codeOf(snapshot.read(path)), path).toBe('path-outside-repository');
    expect(await codeOf(snapshot.read('large.yaml'))).toBe('file-too-large');
    expect((await snapshot.head('large.yaml', 5)).toString()).toBe('xxxxx');
    expect(await snapshot.hash('nothing.yaml')).toBeUndefined();
    await snapshot.close();
  });

  test('names of files with every odd character are read', async () => {
    const odd = [
      'with space.yaml',
      'quote"and\\back.yaml',
      'tab\tand\nline.yaml',
      'ünï.yaml',
      '-dash.yaml',
      ':(top)x.yaml',
    ];
    at.push(Object.fromEntries(odd.map((name) => [name, component('x')])));
    const snapshot = await at.open(await at.serve());
    expect(paths(await snapshot.list(YAML, []))).toEqual(expect.arrayContaining(odd));
    for (const name of odd) {
      expect(await textOf(snapshot, name)).toBe(component('x'));
      expect(await snapshot.authorOf!(name)).toBeDefined();
    }
    await snapshot.close();
  });
});

function everythingIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}
