import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openSource, type Snapshot, type Source } from '../source.ts';
import { commitFiles, component, git, paths, tempFolder, testEnvironment, writeFiles } from '../test-environment.ts';

const YAML = ['**/*.yaml', '**/*.yml'];
let folder: string;

beforeEach(() => {
  folder = tempFolder();
});

function open(target = folder): Source {
  return openSource({ id: 'test', type: 'folder', target, options: {} }, testEnvironment());
}

async function snapshotOf(source: Source, name?: string): Promise<Snapshot> {
  const { repositories } = await source.scan();
  return repositories.find((repository) => name === undefined || repository.name === name)!.open();
}

describe('a checkout', () => {
  test('knows its host, branch and commit, and shows no credentials', async () => {
    const commit = commitFiles(
      join(folder, 'drop'),
      { 'svc/catalog-info.yaml': component('drop'), '.gitignore': '' },
      'Describe the service',
    );
    git(join(folder, 'drop'), 'remote', 'add', 'origin', 'https://ada:s3cret@github.com/Acme/Drop.git');
    const [repository] = (await open().scan()).repositories;
    expect(repository!.url).toBe('https://github.com/Acme/Drop');
    const snapshot = await repository!.open();
    expect(snapshot.commit).toEqual({
      id: commit,
      author: 'Ada',
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      message: 'Describe the service',
    });
    expect(snapshot.locate('svc/catalog-info.yaml')).toEqual({
      ref: `file:${folder}/drop/svc/catalog-info.yaml`,
      viewUrl: 'https://github.com/Acme/Drop/blob/main/svc/catalog-info.yaml',
      editUrl: 'https://github.com/Acme/Drop/edit/main/svc/catalog-info.yaml',
    });
    expect(snapshot.canonical('svc/catalog-info.yaml')).toBe('github.com/acme/drop:svc/catalog-info.yaml');
    expect(snapshot.resolve('svc/catalog-info.yaml', 'https://github.com/acme/drop/blob/main/x.yaml')).toEqual({
      inside: 'x.yaml',
    });
    expect(JSON.stringify([repository, snapshot.locate('x')])).not.toContain('s3cret');
  });

  test('packed references and linked working trees are read too', async () => {
    const main = join(tempFolder(), 'main');
    const commit = commitFiles(main, { 'catalog-info.yaml': '' });
    git(main, 'remote', 'add', 'origin', 'git@gitlab.com:acme/sound/drop.git');
    git(main, 'pack-refs', '--all');
    git(main, 'gc', '--quiet');
    git(main, 'worktree', 'add', '--quiet', '-b', 'next', join(folder, 'tree'));
    const [repository] = (await open().scan()).repositories;
    const snapshot = await repository!.open();
    expect(repository!.url).toBe('https://gitlab.com/acme/sound/drop');
    expect(snapshot.commit).toEqual({ id: commit });
    expect(snapshot.locate('catalog-info.yaml').viewUrl).toBe(
      'https://gitlab.com/acme/sound/drop/-/blob/next/catalog-info.yaml',
    );
  });

  test('a part of a checkout is told by its place in it', async () => {
    commitFiles(folder, { 'services/a/catalog-info.yaml': '', 'services/b/catalog-info.yaml': '' });
    git(folder, 'remote', 'add', 'origin', 'https://github.com/acme/mono');
    const snapshot = await snapshotOf(open(join(folder, 'services')), 'a');
    expect(snapshot.canonical('catalog-info.yaml')).toBe('github.com/acme/mono:services/a/catalog-info.yaml');
    expect(snapshot.locate('catalog-info.yaml').viewUrl).toBe(
      'https://github.com/acme/mono/blob/main/services/a/catalog-info.yaml',
    );
  });

  test('a damaged one is read as a folder', async () => {
    writeFiles(folder, {
      'a/.git/HEAD': 'ref: refs/heads/../../../../etc/passwd',
      'a/.git/config': '[remote "origin"]\n\turl = :::\n',
      'a/catalog-info.yaml': '',
    });
    const snapshot = await snapshotOf(open());
    expect(snapshot.commit).toBeUndefined();
    expect(paths(await snapshot.list(YAML, []))).toEqual(['catalog-info.yaml']);
  });
});
