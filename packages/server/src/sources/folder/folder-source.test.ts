import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openSource, type ScanHint, type Snapshot, type Source, type SourceOptions } from '../source.ts';
import { codeOf, component, paths, tempFolder, testEnvironment, textOf, writeFiles } from '../test-environment.ts';

const YAML = ['**/*.yaml', '**/*.yml'];
let folder: string;

beforeEach(() => {
  folder = tempFolder();
});

function open(options: SourceOptions = {}, target = folder, environment = testEnvironment()): Source {
  return openSource({ id: 'test', type: 'folder', target, options }, environment);
}

async function names(source: Source, hint?: ScanHint): Promise<string[]> {
  return (await source.scan(hint)).repositories.map(({ name }) => name);
}

async function heads(source: Source, hint?: ScanHint): Promise<Record<string, string>> {
  return Object.fromEntries((await source.scan(hint)).repositories.map(({ name, head }) => [name, head]));
}

async function snapshotOf(source: Source, name?: string): Promise<Snapshot> {
  const { repositories } = await source.scan();
  return repositories.find((repository) => name === undefined || repository.name === name)!.open();
}

/** Makes files old enough that their times alone tell whether they changed. */
function age(...files: string[]): void {
  for (const file of files) utimesSync(join(folder, file), new Date(), new Date(Date.now() - 60_000));
}

describe('which folders are repositories', () => {
  test('every folder in the target is one', async () => {
    writeFiles(folder, { 'a/catalog-info.yaml': '', 'b/deep/down/service.yaml': '', 'c/readme.md': '' });
    expect(await open().scan()).toMatchObject({
      complete: true,
      repositories: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
    });
  });

  test('the target itself is one when it has .git, a descriptor at its top, or is said to be', async () => {
    writeFiles(folder, { 'a/catalog-info.yaml': '', 'b/x.yaml': '' });
    expect(await names(open({ repository: true, name: 'all' }))).toEqual(['all']);
    writeFiles(folder, { 'catalog-info.yml': '' });
    const [only] = (await open().scan()).repositories;
    expect(paths(await (await only!.open()).list(YAML, []))).toEqual([
      'a/catalog-info.yaml',
      'b/x.yaml',
      'catalog-info.yml',
    ]);
    rmSync(join(folder, 'catalog-info.yml'));
    mkdirSync(join(folder, '.git'));
    expect(await names(open())).toHaveLength(1);
  });

  test('a folder that groups checkouts counts with each of them', async () => {
    writeFiles(folder, {
      'team/a/.git/HEAD': '',
      'team/b/catalog-info.yaml': '',
      'team/org.yaml': '',
      'plain/sub/x.yaml': '',
      'own/catalog-info.yaml': '',
      'own/sub/.git/HEAD': '',
    });
    expect(await names(open())).toEqual(['own', 'plain', 'team', 'team/a', 'team/b']);
    expect(paths(await (await snapshotOf(open(), 'team')).list(YAML, []))).toEqual(['org.yaml']);
  });

  test('loose files beside repositories are not overlooked', async () => {
    writeFiles(folder, { 'org.yaml': component('x'), 'a/catalog-info.yaml': '' });
    expect(await names(open())).toEqual(['.', 'a']);
    const loose = await snapshotOf(open(), '.');
    expect(paths(await loose.list(YAML, []))).toEqual(['org.yaml']);
    expect(await loose.hash('a/catalog-info.yaml')).toBeDefined();
  });

  test('a link to a folder is a repository, what tools made is none', async () => {
    const elsewhere = tempFolder();
    writeFiles(elsewhere, { 'catalog-info.yaml': component('linked') });
    symlinkSync(elsewhere, join(folder, 'linked'));
    symlinkSync('/nowhere/at/all', join(folder, 'dangling'));
    writeFiles(folder, { 'node_modules/x/catalog-info.yaml': '', 'a/catalog-info.yaml': '' });
    expect(await names(open())).toEqual(['a', 'linked']);
    expect(await textOf(await snapshotOf(open(), 'linked'), 'catalog-info.yaml')).toBe(component('linked'));
  });
});

describe('a source that cannot be seen is an error, never an empty list', () => {
  test('missing folder, or a file in its place', async () => {
    expect(await codeOf(open({}, join(folder, 'nothing')).scan())).toBe('source-not-found');
    writeFiles(folder, { 'file.yaml': '' });
    expect(await codeOf(open({}, join(folder, 'file.yaml')).scan())).toBe('source-invalid');
  });

  test('a folder that cannot be looked into makes its own repository fail, and no other', async () => {
    writeFiles(folder, { 'a/catalog-info.yaml': component('a') });
    // Whoever may read everything cannot get through a link to itself.
    symlinkSync('closed', join(folder, 'closed'));
    const { repositories, complete } = await open().scan();
    expect([complete, repositories.map(({ name }) => name)]).toEqual([true, ['a', 'closed']]);
    expect(repositories[0]!.head).not.toBe('');
    expect(repositories[1]!.head).toBe('');
    expect(await codeOf(repositories[1]!.open())).toBe('source-unreachable');
  });

  test('a glob that cannot be used is told at once', () => {
    expect(() => open({ descriptors: ['*a'.repeat(40)] })).toThrow(expect.objectContaining({ code: 'source-invalid' }));
  });
});

describe('the head of a repository', () => {
  beforeEach(() => {
    writeFiles(folder, {
      'a/catalog-info.yaml': component('a'),
      'a/api/openapi.json': '{}',
      'a/src/main.ts': '1',
      'b/catalog-info.yaml': component('b'),
    });
    age('a/catalog-info.yaml', 'a/api/openapi.json', 'a/src/main.ts', 'b/catalog-info.yaml');
  });

  test('stays the same while nothing changes, for another opener too', async () => {
    expect(await heads(open())).toEqual(await heads(open()));
  });

  test.each([
    ['a descriptor', () => writeFileSync(join(folder, 'a/catalog-info.yaml'), component('x'))],
    ['a file that a descriptor may include', () => writeFileSync(join(folder, 'a/api/openapi.json'), '{ }')],
    ['a new file', () => writeFileSync(join(folder, 'a/more.yml'), '')],
    ['a deleted file', () => rmSync(join(folder, 'a/api/openapi.json'))],
    ['a renamed file', () => renameSync(join(folder, 'a/catalog-info.yaml'), join(folder, 'a/catalog-info.yml'))],
  ])('changes with %s, and no other head does', async (_what, change) => {
    const source = open();
    const before = await heads(source);
    change();
    const after = await heads(source);
    expect(after['a']).not.toBe(before['a']);
    expect(after['b']).toBe(before['b']);
  });

  test('does not change with source code or with what tools make', async () => {
    const before = await heads(open());
    writeFiles(folder, { 'a/src/main.ts': '2', 'a/node_modules/x/package.yaml': '' });
    expect(await heads(open())).toEqual(before);
  });

  test('two writes of the same length within one tick of the clock are told apart', async () => {
    const source = open();
    const seen = new Set<string>();
    for (let round = 0; round < 10; round += 1) {
      writeFileSync(join(folder, 'a/catalog-info.yaml'), component(`v${round}`));
      seen.add((await heads(source))['a']!);
      const snapshot = await snapshotOf(source, 'a');
      expect(await textOf(snapshot, 'catalog-info.yaml')).toBe(component(`v${round}`));
    }
    expect(seen.size).toBe(10);
  });
});

describe('a narrow look', () => {
  test('covers the repositories of the changed files', async () => {
    writeFiles(folder, {
      'a/catalog-info.yaml': '',
      'b/catalog-info.yaml': '',
      'team/c/.git/HEAD': '',
      'team/c/x.yaml': '',
    });
    const at = (path: string) => ({ paths: [join(folder, path)] });
    expect(await open().scan(at('b/catalog-info.yaml'))).toMatchObject({
      complete: false,
      repositories: [{ name: 'b' }],
    });
    expect(await open().scan(at('team/c/x.yaml'))).toMatchObject({
      complete: false,
      repositories: [{ name: 'team/c' }],
    });
    expect(await open().scan({ repositories: ['a'] })).toMatchObject({
      complete: false,
      repositories: [{ name: 'a' }],
    });
  });

  test('becomes a full one when a repository is gone or the target itself changed', async () => {
    writeFiles(folder, { 'a/catalog-info.yaml': '', 'b/catalog-info.yaml': '' });
    const source = open();
    rmSync(join(folder, 'a'), { recursive: true });
    expect(await source.scan({ paths: [join(folder, 'a/catalog-info.yaml')] })).toMatchObject({
      complete: true,
      repositories: [{ name: 'b' }],
    });
    writeFiles(folder, { 'top.yaml': '' });
    expect(await source.scan({ paths: [join(folder, 'top.yaml')] })).toMatchObject({ complete: true });
  });
});

describe('a snapshot', () => {
  test('lists what matches, sorted, with hashes of the content', async () => {
    writeFiles(folder, {
      'a/z.yaml': 'same',
      'a/b/c.yml': 'same',
      'a/.hidden/d.yaml': 'other',
      'a/x.json': '',
      'a/legacy/e.yaml': '',
      'a/vendor/f.yaml': '',
    });
    const listed = await (await snapshotOf(open())).list(YAML, ['legacy/**']);
    expect(paths(listed)).toEqual(['.hidden/d.yaml', 'b/c.yml', 'z.yaml']);
    expect(listed[1]!.hash).toBe(listed[2]!.hash);
    expect(listed[0]!.hash).not.toBe(listed[2]!.hash);
  });

  test('says plainly what is missing, too large, or not a file', async () => {
    writeFiles(folder, { 'a/large.yaml': 'x'.repeat(200), 'a/dir/x.yaml': '' });
    const snapshot = await snapshotOf(open({}, folder, testEnvironment({ fileBytes: 100 })));
    expect(await snapshot.hash('nothing.yaml')).toBeUndefined();
    expect(await codeOf(snapshot.read('nothing.yaml'))).toBe('file-unreadable');
    expect(await codeOf(snapshot.read('dir'))).toBe('file-unreadable');
    expect(await codeOf(snapshot.read('large.yaml'))).toBe('file-too-large');
    expect(paths(await snapshot.list(YAML, []))).toContain('large.yaml');
    expect((await snapshot.head('large.yaml', 10)).toString()).toBe('x'.repeat(10));
  });

  test('keeps inside: no path, link or folder of git leads out', async () => {
    const secret = tempFolder();
    writeFiles(secret, { 'secret.yaml': 'secret' });
    writeFiles(folder, {
      'a/catalog-info.yaml': component('a'),
      'b/private.yaml': 'private',
      'a/.git/config': '[remote]',
    });
    symlinkSync(join(secret, 'secret.yaml'), join(folder, 'a/link.yaml'));
    symlinkSync(secret, join(folder, 'a/linked'));
    symlinkSync('../b/private.yaml', join(folder, 'a/beside.yaml'));
    symlinkSync('catalog-info.yaml', join(folder, 'a/inside.yaml'));
    symlinkSync('.git/config', join(folder, 'a/config.yaml'));
    const snapshot = await snapshotOf(open(), 'a');
    // Links that lead out are named, so that reading them says why they do not count.
    expect(paths(await snapshot.list(YAML, []))).toEqual(['beside.yaml', 'catalog-info.yaml', 'link.yaml']);
    for (const path of [
      'link.yaml',
      'linked/secret.yaml',
      'beside.yaml',
      'config.yaml',
      '../b/private.yaml',
      '.git/config',
      '/etc/passwd',
    ]) {
      expect(await codeOf(snapshot.read(path)), path).toBe('path-outside-repository');
      expect(await codeOf(snapshot.hash(path)), path).toBe('path-outside-repository');
    }
    await expect(snapshot.read('link.yaml')).rejects.toThrow('a link that leads out');
    expect(await textOf(snapshot, 'inside.yaml')).toBe(component('a'));
    expect(snapshot.canonical('inside.yaml')).toBe(snapshot.canonical('catalog-info.yaml'));
  });

  test('does not wait for a named pipe', async () => {
    writeFiles(folder, { 'a/catalog-info.yaml': '' });
    execFileSync('mkfifo', [join(folder, 'a/pipe.yaml')]);
    const snapshot = await snapshotOf(open());
    expect(paths(await snapshot.list(YAML, []))).toEqual(['catalog-info.yaml']);
    expect(await codeOf(snapshot.read('pipe.yaml'))).toBe('file-unreadable');
  });

  test('a folder that no remote is known of is told by its files', async () => {
    writeFiles(folder, { 'a/svc/catalog-info.yaml': '' });
    const snapshot = await snapshotOf(open());
    expect(snapshot.locate('svc/catalog-info.yaml')).toEqual({ ref: `file:${folder}/a/svc/catalog-info.yaml` });
    expect(snapshot.canonical('svc/catalog-info.yaml')).toBe(`file:${folder}/a/svc/catalog-info.yaml`);
    expect(snapshot.commit).toBeUndefined();
    expect(open().origin).toBe(`file:${folder}`);
  });
});
