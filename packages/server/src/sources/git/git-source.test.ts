import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TestServer } from '../../net/test-server.ts';
import { forgetSource, openSource, SourceError, type Snapshot, type Source, type SourceOptions } from '../source.ts';
import {
  codeOf,
  commitFiles,
  component,
  git,
  paths,
  tempFolder,
  testEnvironment,
  textOf,
  writeFiles,
  type TestEnvironment,
} from '../test-environment.ts';
import { startGitServer, type GitServerOptions } from './test-git-server.ts';

const YAML = ['**/*.yaml', '**/*.yml'];
let root: string;
let work: string;
let bare: string;
let environment: TestEnvironment;
let server: TestServer | undefined;

beforeEach(() => {
  root = tempFolder();
  work = join(root, 'work');
  bare = join(root, 'acme/drums.git');
  environment = testEnvironment();
  commitFiles(
    work,
    { 'catalog-info.yaml': component('drums'), 'docs/index.md': '# Drums', 'api/openapi.yaml': 'openapi: 3.1.0\n' },
    'Describe the drums',
  );
  git(root, 'clone', '--quiet', '--bare', work, bare);
  git(bare, 'config', 'uploadpack.allowFilter', 'true');
  git(bare, 'config', 'http.receivepack', 'false');
  git(work, 'remote', 'add', 'bare', bare);
});
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function serve(options: Partial<GitServerOptions> = {}): Promise<string> {
  server = await startGitServer({ root, ...options });
  return `${server.url}/acme/drums.git`;
}

function push(files: Record<string, string>, message?: string): string {
  const commit = commitFiles(work, files, message);
  git(work, 'push', '--quiet', '--force', 'bare', 'HEAD:main');
  return commit;
}

function source(target: string, options: SourceOptions = {}): Source {
  return openSource({ id: 'test', type: 'git', target, options }, environment);
}

async function open(target: string | Source, options?: SourceOptions): Promise<Snapshot> {
  const opened = typeof target === 'string' ? source(target, options) : target;
  const { repositories } = await opened.scan();
  return repositories[0]!.open();
}

/** How often the contents of the server were fetched. */
function fetches(): number {
  return server!.requests.filter(({ method }) => method === 'POST').length;
}

describe('over HTTP', () => {
  test('a scan says the head without fetching, a snapshot reads the commit', async () => {
    const url = await serve();
    const { complete, repositories } = await source(url).scan();
    const commit = git(work, 'rev-parse', 'HEAD');
    expect(complete).toBe(true);
    expect(repositories[0]).toMatchObject({ name: 'acme/drums', url: `${server!.url}/acme/drums`, head: commit });
    expect(existsSync(join(environment.cacheFolder, 'git'))).toBe(true);
    expect(readdirSync(join(environment.cacheFolder, 'git'))).toEqual([]);

    const snapshot = await repositories[0]!.open();
    expect(paths(await snapshot.list(YAML, []))).toEqual(['api/openapi.yaml', 'catalog-info.yaml']);
    expect(await textOf(snapshot, 'catalog-info.yaml')).toBe(component('drums'));
    expect((await snapshot.head('catalog-info.yaml', 10)).toString()).toBe('apiVersion');
    expect(snapshot.commit).toEqual({
      id: commit,
      author: 'Ada',
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      message: 'Describe the drums',
    });
    await snapshot.close();
  });

  test('only what is read is fetched, all of it in one go, the rest when it is named', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_item, index) => [`teams/${index}.yaml`, component(`team-${index}`)]),
    );
    push({ ...many, 'big.bin': 'x'.repeat(100_000) });
    const snapshot = await open(await serve());
    const listed = await snapshot.list(YAML, []);
    const asked = fetches();
    for (const { path } of listed) await snapshot.read(path);
    expect(listed).toHaveLength(62);
    expect(fetches()).toBe(asked);
    expect(await textOf(snapshot, 'docs/index.md')).toBe('# Drums');
    expect(fetches()).toBeGreaterThan(asked);
    await snapshot.close();
  });

  test('nothing is fetched when the head is where it was, and only what is new when it moved', async () => {
    const url = await serve();
    const opened = source(url);
    const before = await (await open(opened)).list(YAML, []);
    const asked = fetches();
    const again = await open(source(url));
    await again.list(YAML, []);
    // Each look asks for the head with two requests; neither is a fetch of contents.
    expect(fetches() - asked).toBe(1);
    const commit = push({ 'catalog-info.yaml': component('more-drums') }, 'More');
    const after = await open(opened);
    expect(after.commit).toMatchObject({ id: commit, message: 'More' });
    const now = await after.list(YAML, []);
    expect(now.find(({ path }) => path === 'api/openapi.yaml')).toEqual(
      before.find(({ path }) => path === 'api/openapi.yaml'),
    );
    expect(now.find(({ path }) => path === 'catalog-info.yaml')).not.toEqual(
      before.find(({ path }) => path === 'catalog-info.yaml'),
    );
    expect(await textOf(after, 'catalog-info.yaml')).toBe(component('more-drums'));
    for (const snapshot of [again, after]) await snapshot.close();
  });

  test('history that was rewritten is followed', async () => {
    const opened = source(await serve());
    await (await open(opened)).close();
    git(work, 'commit', '--quiet', '--amend', '--message', 'Rewritten');
    git(work, 'push', '--quiet', '--force', 'bare', 'HEAD:main');
    expect((await open(opened)).commit).toMatchObject({ message: 'Rewritten' });
  });

  test('each file has its own last commit', async () => {
    push({ 'catalog-info.yaml': component('x') }, 'Change the entity');
    const snapshot = await open(await serve());
    expect(await snapshot.authorOf!('catalog-info.yaml')).toMatchObject({
      message: 'Change the entity',
      author: 'Ada',
    });
    expect(await snapshot.authorOf!('api/openapi.yaml')).toMatchObject({ message: 'Describe the drums' });
    expect(await snapshot.authorOf!('nothing.yaml')).toBeUndefined();
  });

  test('a branch can be named, with its places on the code host', async () => {
    environment = testEnvironment({ integrations: { gitea: [] } });
    const url = await serve();
    environment.integrations.gitea.push({ host: server!.host });
    git(work, 'push', '--quiet', 'bare', 'HEAD:feature/one');
    const snapshot = await open(url, { branch: 'feature/one' });
    const page = `${server!.url}/acme/drums/src/branch/feature/one`;
    expect(snapshot.locate('api/openapi.yaml')).toEqual({
      ref: `url:${page}/api/openapi.yaml`,
      viewUrl: `${page}/api/openapi.yaml`,
      editUrl: `${server!.url}/acme/drums/_edit/feature/one/api/openapi.yaml`,
      sourceRef: `url:${page}/api/`,
    });
    expect(snapshot.resolve('api/openapi.yaml', `${page}/catalog-info.yaml`)).toEqual({ inside: 'catalog-info.yaml' });
    expect(snapshot.canonical('api/openapi.yaml')).toBe('127.0.0.1/acme/drums:api/openapi.yaml');
    expect(await codeOf(source(url, { branch: 'nothing' }).scan())).toBe('source-not-found');
  });

  test('a server that cannot leave out contents is read all the same', async () => {
    git(bare, 'config', 'uploadpack.allowFilter', 'false');
    const smart = await open(await serve());
    expect(await textOf(smart, 'catalog-info.yaml')).toBe(component('drums'));
    await server!.close();
    git(bare, 'update-server-info');
    const dumb = await open(await serve({ dumb: true }));
    expect(paths(await dumb.list(YAML, []))).toEqual(['api/openapi.yaml', 'catalog-info.yaml']);
    expect(await textOf(dumb, 'catalog-info.yaml')).toBe(component('drums'));
  });
});

describe('credentials', () => {
  const credentials = 'ada:t0ken-s3cret';

  test.each<[string, (url: string) => [string, SourceOptions]]>([
    ['options of the source', (url) => [url, { username: 'ada', token: 't0ken-s3cret' }]],
    ['the URL', (url) => [url.replace('//', `//${credentials}@`), {}]],
    ['the integration of the host', (url) => [url, {}]],
  ])('are taken from %s', async (where, target) => {
    const url = await serve({ credentials });
    if (where.includes('integration'))
      environment.integrations = {
        ...environment.integrations,
        gitea: [{ host: server!.host, username: 'ada', token: 't0ken-s3cret' }],
      };
    const opened = source(...target(url));
    const snapshot = await open(opened);
    expect(await textOf(snapshot, 'docs/index.md')).toBe('# Drums');
    const { repositories } = await opened.scan();
    expect(JSON.stringify([opened.origin, repositories, snapshot.locate('a.yaml')])).not.toContain('s3cret');
    expect(everythingIn(environment.cacheFolder)).not.toContain('s3cret');
    await snapshot.close();
  });

  test('that are missing or wrong give an error that does not show them', async () => {
    const url = await serve({ credentials });
    for (const options of [{}, { token: 'wr0ng-s3cret', username: 'ada' }]) {
      const error = await source(url, options)
        .scan()
        .then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
      expect(error).toBeInstanceOf(SourceError);
      expect(error).toMatchObject({ code: 'source-auth', hint: expect.stringContaining('token') });
      expect(String(error)).not.toContain('s3cret');
    }
    const error = await source(url.replace('//', '//ada:wr0ng-s3cret@'))
      .scan()
      .then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
    expect(String(error)).not.toContain('s3cret');
  });

  test('never stand in a command line, and git asks nobody for them', async () => {
    const url = await serve({ credentials });
    const log = join(root, 'calls');
    const { PATH } = process.env;
    writeFiles(root, {
      'bin/git': `#!/bin/sh\necho "$GIT_TERMINAL_PROMPT $@" >> ${log}\nenv | grep extraHeader >> ${log}.keys\nPATH='${PATH}' exec git "$@"\n`,
    });
    chmodSync(join(root, 'bin/git'), 0o755);
    process.env['PATH'] = `${join(root, 'bin')}:${PATH}`;
    try {
      const snapshot = await open(url, { username: 'ada', token: 't0ken-s3cret' });
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
    expect(keys).toEqual(new Set([`http.${server!.url}/.extraHeader`]));
    for (const secret of ['s3cret', Buffer.from(credentials).toString('base64')])
      expect(calls.join()).not.toContain(secret);
  });

  test('do not follow a redirect to another host', async () => {
    const elsewhere = await startGitServer({ root });
    const url = await serve({ credentials, redirects: { '/acme/drums.git': `${elsewhere.url}/acme/drums.git` } });
    const snapshot = await open(url, { username: 'ada', token: 't0ken-s3cret' });
    expect(await textOf(snapshot, 'catalog-info.yaml')).toBe(component('drums'));
    expect(elsewhere.requests.length).toBeGreaterThan(0);
    expect(elsewhere.requests.map(({ headers }) => headers.authorization)).toEqual(
      elsewhere.requests.map(() => undefined),
    );
    await snapshot.close();
    await elsewhere.close();
  });

  test('go along when a host redirects to itself', async () => {
    await serve({ credentials, redirects: { '/old/name': '/acme/drums.git' } });
    const snapshot = await open(`${server!.url}/old/name`, { username: 'ada', token: 't0ken-s3cret' });
    expect(paths(await snapshot.list(YAML, []))).toContain('catalog-info.yaml');
  });
});

describe('addresses inside', () => {
  test('are refused before git is started, by redirect too', async () => {
    const url = await serve({ redirects: { '/away': 'http://169.254.169.254/acme/drums.git' } });
    expect(await codeOf(source(`${server!.url}/away`).scan())).toBe('address-refused');
    server!.requests.length = 0;
    environment = testEnvironment({ allowPrivate: [] });
    expect(await codeOf(source(url).scan())).toBe('address-refused');
    expect(await codeOf(source('git@127.0.0.1:acme/drums.git').scan())).toBe('address-refused');
    expect(await codeOf(source('git://localhost/acme/drums.git').scan())).toBe('address-refused');
    expect(server!.requests).toEqual([]);
  });
});

test('git connects to the address that was checked, whatever the name leads to', async () => {
  const url = (await serve()).replace('127.0.0.1', 'pinned.invalid');
  const { fetcher } = environment;
  environment = {
    ...environment,
    fetcher: {
      ...fetcher,
      addresses: async () => ['127.0.0.1'],
      fetch: (text, request) => fetcher.fetch(text.replace('pinned.invalid', '127.0.0.1'), request),
    },
  };
  const snapshot = await open(url);
  expect(await textOf(snapshot, 'catalog-info.yaml')).toBe(component('drums'));
  await snapshot.close();
});

describe('on this machine', () => {
  test('a path and a file URL are read', async () => {
    for (const target of [bare, `file://${bare}`, work]) {
      const opened = source(target);
      const snapshot = await open(opened);
      expect(paths(await snapshot.list(YAML, [])), target).toEqual(['api/openapi.yaml', 'catalog-info.yaml']);
      const path = target.replace('file://', '');
      expect(snapshot.locate('catalog-info.yaml')).toEqual({ ref: `file:${path}/catalog-info.yaml` });
      expect(opened.origin).toBe(`file:${path}`);
      await snapshot.close();
    }
  });

  test('what is not there, or has no commit, is an error', async () => {
    expect(await codeOf(source(join(root, 'nothing')).scan())).toBe('source-not-found');
    git(root, 'init', '--quiet', '--bare', 'empty.git');
    expect(await codeOf(source(join(root, 'empty.git')).scan())).toBe('source-not-found');
  });
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
    expect(() => source(target)).toThrow(expect.objectContaining({ code: 'source-invalid' }));
  });

  test.each(['-x', '--upload-pack=x', 'a b', 'a..b', 'a^{tree}', 'x\0y', '/a', 'a.lock', 'a:b', '@{-1}'])(
    'branch %j is refused',
    (branch) => {
      expect(() => source(bare, { branch })).toThrow(expect.objectContaining({ code: 'source-invalid' }));
    },
  );

  test('links, submodules and files that are too large are not followed', async () => {
    environment = testEnvironment({ fileBytes: 1000 });
    symlinkSync('/etc/passwd', join(work, 'passwd.yaml'));
    symlinkSync('catalog-info.yaml', join(work, 'link.yaml'));
    git(work, '-c', 'protocol.file.allow=always', 'submodule', 'add', '--quiet', bare, 'sub.yaml');
    push({ 'large.yaml': 'x'.repeat(2000) });
    const snapshot = await open(await serve());
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
    push(Object.fromEntries(odd.map((name) => [name, component('x')])));
    const snapshot = await open(await serve());
    expect(paths(await snapshot.list(YAML, []))).toEqual(expect.arrayContaining(odd));
    for (const name of odd) {
      expect(await textOf(snapshot, name)).toBe(component('x'));
      expect(await snapshot.authorOf!(name)).toBeDefined();
    }
    await snapshot.close();
  });
});

describe('the clone', () => {
  const breakage: Record<string, (folder: string) => void> = {
    'lost its objects': (folder) => rmSync(join(folder, 'objects'), { recursive: true }),
    'lost its head': (folder) => writeFileSync(join(folder, 'HEAD'), 'garbage'),
    'has a cut-off pack': (folder) => {
      for (const name of readdirSync(join(folder, 'objects/pack')))
        if (name.endsWith('.pack')) truncateSync(join(folder, 'objects/pack', name), 20);
    },
    'has a broken configuration': (folder) => writeFileSync(join(folder, 'config'), '[core\n'),
    'was only begun': (folder) => {
      rmSync(folder, { recursive: true });
      mkdirSync(folder);
      writeFileSync(join(folder, 'HEAD'), '');
    },
  };

  test.each(Object.entries(breakage))('that %s is made anew', async (_how, breakIt) => {
    const url = await serve();
    await (await open(url)).close();
    const [name] = readdirSync(join(environment.cacheFolder, 'git'));
    breakIt(join(environment.cacheFolder, 'git', name!));
    const snapshot = await open(url);
    expect(paths(await snapshot.list(YAML, []))).toEqual(['api/openapi.yaml', 'catalog-info.yaml']);
    expect(await textOf(snapshot, 'catalog-info.yaml')).toBe(component('drums'));
    await snapshot.close();
  });

  test('is shared by openers at the same time', async () => {
    const url = await serve();
    const snapshots = await Promise.all(Array.from({ length: 5 }, () => open(url)));
    const texts = await Promise.all(snapshots.map((snapshot) => textOf(snapshot, 'catalog-info.yaml')));
    expect(new Set(texts)).toEqual(new Set([component('drums')]));
    await Promise.all(snapshots.map((snapshot) => snapshot.close()));
  });

  test('goes with its source', async () => {
    const url = await serve();
    await (await open(url)).close();
    await forgetSource({ id: 'test', type: 'git', target: url, options: {} }, environment.cacheFolder);
    expect(readdirSync(join(environment.cacheFolder, 'git'))).toEqual([]);
  });

  test('runs no hooks and no settings of the user', async () => {
    const url = await serve();
    await (await open(url)).close();
    const [name] = readdirSync(join(environment.cacheFolder, 'git'));
    const marker = join(root, 'marker');
    const hooks = join(environment.cacheFolder, 'git', name!, 'hooks');
    mkdirSync(hooks, { recursive: true });
    for (const hook of ['reference-transaction', 'post-merge'])
      writeFileSync(join(hooks, hook), `#!/bin/sh\ntouch ${marker}\n`, { mode: 0o755 });
    push({ 'catalog-info.yaml': component('y') });
    await (await open(url)).close();
    expect(existsSync(marker)).toBe(false);
  });
});

test('without git, the error says so', async () => {
  const { PATH } = process.env;
  process.env['PATH'] = join(root, 'nothing');
  try {
    await expect(source(bare).scan()).rejects.toMatchObject({
      code: 'git-failed',
      message: expect.stringContaining('not installed'),
    });
  } finally {
    process.env['PATH'] = PATH;
  }
});

test('a host that is not there is told plainly', async () => {
  const url = await serve();
  await server!.close();
  await expect(source(url).scan()).rejects.toMatchObject({
    code: 'source-unreachable',
    message: expect.stringContaining('cannot be reached'),
  });
});

function everythingIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}
