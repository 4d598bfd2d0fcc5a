import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeOf, component, git, paths, testEnvironment, textOf } from '../test-environment.ts';
import { gitFixture } from './test-fixture.ts';

const YAML = ['**/*.yaml', '**/*.yml'];
const at = gitFixture();

describe('over HTTP', () => {
  test('a scan says the head without fetching, a snapshot reads the commit', async () => {
    const url = await at.serve();
    const { complete, repositories } = await at.source(url).scan();
    const commit = git(at.work, 'rev-parse', 'HEAD');
    expect(complete).toBe(true);
    expect(repositories[0]).toMatchObject({ name: 'acme/drums', url: `${at.server!.url}/acme/drums`, head: commit });
    expect(existsSync(join(at.environment.cacheFolder, 'git'))).toBe(true);
    expect(readdirSync(join(at.environment.cacheFolder, 'git'))).toEqual([]);

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
    at.push({ ...many, 'big.bin': 'x'.repeat(100_000) });
    const snapshot = await at.open(await at.serve());
    const listed = await snapshot.list(YAML, []);
    const asked = at.fetches();
    for (const { path } of listed) await snapshot.read(path);
    expect(listed).toHaveLength(62);
    expect(at.fetches()).toBe(asked);
    expect(await textOf(snapshot, 'docs/index.md')).toBe('# Drums');
    expect(at.fetches()).toBeGreaterThan(asked);
    await snapshot.close();
  });

  test('nothing is fetched when the head is where it was, and only what is new when it moved', async () => {
    const url = await at.serve();
    const opened = at.source(url);
    const before = await (await at.open(opened)).list(YAML, []);
    const asked = at.fetches();
    const again = await at.open(at.source(url));
    await again.list(YAML, []);
    // Each look asks for the head with two requests; neither is a fetch of contents.
    expect(at.fetches() - asked).toBe(1);
    const commit = at.push({ 'catalog-info.yaml': component('more-drums') }, 'More');
    const after = await at.open(opened);
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
    const opened = at.source(await at.serve());
    await (await at.open(opened)).close();
    git(at.work, 'commit', '--quiet', '--amend', '--message', 'Rewritten');
    git(at.work, 'push', '--quiet', '--force', 'bare', 'HEAD:main');
    expect((await at.open(opened)).commit).toMatchObject({ message: 'Rewritten' });
  });

  test('each file has its own last commit', async () => {
    at.push({ 'catalog-info.yaml': component('x') }, 'Change the entity');
    const snapshot = await at.open(await at.serve());
    expect(await snapshot.authorOf!('catalog-info.yaml')).toMatchObject({
      message: 'Change the entity',
      author: 'Ada',
    });
    expect(await snapshot.authorOf!('api/openapi.yaml')).toMatchObject({ message: 'Describe the drums' });
    expect(await snapshot.authorOf!('nothing.yaml')).toBeUndefined();
  });

  test('a branch can be named, with its places on the code host', async () => {
    at.environment = testEnvironment({ integrations: { gitea: [] } });
    const url = await at.serve();
    at.environment.integrations.gitea.push({ host: at.server!.host });
    git(at.work, 'push', '--quiet', 'bare', 'HEAD:feature/one');
    const snapshot = await at.open(url, { branch: 'feature/one' });
    const page = `${at.server!.url}/acme/drums/src/branch/feature/one`;
    expect(snapshot.locate('api/openapi.yaml')).toEqual({
      ref: `url:${page}/api/openapi.yaml`,
      viewUrl: `${page}/api/openapi.yaml`,
      editUrl: `${at.server!.url}/acme/drums/_edit/feature/one/api/openapi.yaml`,
      sourceRef: `url:${page}/api/`,
    });
    expect(snapshot.resolve('api/openapi.yaml', `${page}/catalog-info.yaml`)).toEqual({ inside: 'catalog-info.yaml' });
    expect(snapshot.canonical('api/openapi.yaml')).toBe('127.0.0.1/acme/drums:api/openapi.yaml');
    expect(await codeOf(at.source(url, { branch: 'nothing' }).scan())).toBe('source-not-found');
  });

  test('a server that cannot leave out contents is read all the same', async () => {
    git(at.bare, 'config', 'uploadpack.allowFilter', 'false');
    const smart = await at.open(await at.serve());
    expect(await textOf(smart, 'catalog-info.yaml')).toBe(component('drums'));
    await at.server!.close();
    git(at.bare, 'update-server-info');
    const dumb = await at.open(await at.serve({ dumb: true }));
    expect(paths(await dumb.list(YAML, []))).toEqual(['api/openapi.yaml', 'catalog-info.yaml']);
    expect(await textOf(dumb, 'catalog-info.yaml')).toBe(component('drums'));
  });
});

test("over git's own protocol", async () => {
  const port = await freePort();
  const options = [
    '--export-all',
    '--reuseaddr',
    `--base-path=${at.root}`,
    '--listen=127.0.0.1',
    `--port=${port}`,
    '--verbose',
  ];
  // Not through git itself, which would leave the daemon behind when it ends.
  const daemon = spawn(join(git(at.root, '--exec-path'), 'git-daemon'), options, {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    await once(daemon.stderr, 'data');
    const snapshot = await at.open(`git://127.0.0.1:${port}/acme/drums.git`);
    expect(await textOf(snapshot, 'catalog-info.yaml')).toBe(component('drums'));
    expect(snapshot.canonical('a.yaml')).toBe('127.0.0.1/acme/drums:a.yaml');
    await snapshot.close();
  } finally {
    daemon.kill();
  }
});

describe('on this machine', () => {
  test('a path and a file URL are read', async () => {
    for (const target of [at.bare, `file://${at.bare}`, at.work]) {
      const opened = at.source(target);
      const snapshot = await at.open(opened);
      expect(paths(await snapshot.list(YAML, [])), target).toEqual(['api/openapi.yaml', 'catalog-info.yaml']);
      const path = target.replace('file://', '');
      expect(snapshot.locate('catalog-info.yaml')).toEqual({ ref: `file:${path}/catalog-info.yaml` });
      expect(opened.origin).toBe(`file:${path}`);
      await snapshot.close();
    }
  });

  test('what is not there, or has no commit, is an error', async () => {
    expect(await codeOf(at.source(join(at.root, 'nothing')).scan())).toBe('source-not-found');
    git(at.root, 'init', '--quiet', '--bare', 'empty.git');
    expect(await codeOf(at.source(join(at.root, 'empty.git')).scan())).toBe('source-not-found');
  });
});

test('without git, the error says so', async () => {
  const { PATH } = process.env;
  process.env['PATH'] = join(at.root, 'nothing');
  try {
    await expect(at.source(at.bare).scan()).rejects.toMatchObject({
      code: 'git-failed',
      message: expect.stringContaining('not installed'),
    });
  } finally {
    process.env['PATH'] = PATH;
  }
});

test('a host that is not there is told plainly', async () => {
  const url = await at.serve();
  await at.server!.close();
  await expect(at.source(url).scan()).rejects.toMatchObject({
    code: 'source-unreachable',
    message: expect.stringContaining('cannot be reached'),
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
