import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { LOCATION_PATH } from '../generated-location.ts';
import { openSource, type Snapshot, type SourceOptions } from '../source.ts';
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
} from '../test-environment.ts';

let folder: string;

beforeEach(() => {
  folder = tempFolder();
});

function source(target: string, options: SourceOptions = {}) {
  return openSource({ id: 'test', type: 'file', target, options }, testEnvironment());
}

async function open(target: string, options?: SourceOptions): Promise<Snapshot> {
  const { repositories } = await source(target, options).scan();
  return repositories[0]!.open();
}

/** The files that following a target leads to. */
async function follow(snapshot: Snapshot, from: string, target: string): Promise<string[]> {
  const resolved = snapshot.resolve(from, target);
  if ('outside' in resolved) return [resolved.outside];
  const found = await snapshot.list([resolved.inside], []);
  return /\*/.test(resolved.inside) ? paths(found) : [resolved.inside];
}

test('starts from a Location entity with the name that the target gives it', async () => {
  writeFiles(folder, { 'all.yaml': '', 'other.yaml': '' });
  const target = join(folder, 'all.yaml');
  const snapshot = await open(target);
  expect(await snapshot.start!()).toEqual([LOCATION_PATH]);
  expect(parse(await textOf(snapshot, LOCATION_PATH))).toEqual({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Location',
    metadata: { name: `generated-${createHash('sha1').update(`file:${target}`).digest('hex')}` },
    spec: { type: 'file', target },
  });
  expect(snapshot.locate(LOCATION_PATH)).toEqual({ ref: `file:${target}` });
  expect(source(target).origin).toBe(`file:${target}`);
});

test('the Location entity may have a name of its own', async () => {
  const snapshot = await open(join(folder, 'all.yaml'), { entityName: 'everything' });
  expect(parse(await textOf(snapshot, LOCATION_PATH))).toMatchObject({ metadata: { name: 'everything' } });
});

test('what the file names is followed: relative, absolute and by pattern', async () => {
  writeFiles(folder, {
    'all.yaml': '',
    'teams/a.yaml': component('a'),
    'teams/b.yaml': '',
    'teams/node_modules/c.yaml': '',
  });
  const snapshot = await open(join(folder, 'all.yaml'));
  expect(await follow(snapshot, LOCATION_PATH, join(folder, 'all.yaml'))).toEqual(['all.yaml']);
  expect(await follow(snapshot, 'all.yaml', './teams/a.yaml')).toEqual(['teams/a.yaml']);
  expect(await follow(snapshot, 'teams/a.yaml', '/all.yaml')).toEqual(['all.yaml']);
  expect(await follow(snapshot, 'all.yaml', join(folder, 'teams/a.yaml'))).toEqual(['teams/a.yaml']);
  expect(await follow(snapshot, 'all.yaml', './teams/*.yaml')).toEqual(['teams/a.yaml', 'teams/b.yaml']);
  expect(await follow(snapshot, 'all.yaml', './**/*.yaml')).toEqual(['all.yaml', 'teams/a.yaml', 'teams/b.yaml']);
  expect(await textOf(snapshot, 'teams/a.yaml')).toBe(component('a'));
  expect(snapshot.locate('teams/a.yaml')).toEqual({ ref: `file:${folder}/teams/a.yaml` });
  expect(() => snapshot.resolve('all.yaml', '../x.yaml')).toThrow(
    expect.objectContaining({ code: 'path-outside-repository' }),
  );
  expect(snapshot.resolve('all.yaml', 'https://example.com/x.yaml')).toEqual({ outside: 'https://example.com/x.yaml' });
});

test('the target may be a pattern', async () => {
  writeFiles(folder, { 'a/catalog-info.yaml': '', 'b/c/catalog-info.yaml': '', 'b/other.yaml': '' });
  const target = join(folder, '**/catalog-info.yaml');
  const snapshot = await open(target);
  expect(parse(await textOf(snapshot, LOCATION_PATH))).toMatchObject({ spec: { target } });
  expect(await follow(snapshot, LOCATION_PATH, target)).toEqual(['a/catalog-info.yaml', 'b/c/catalog-info.yaml']);
});

test('in a checkout the whole repository may be named', async () => {
  commitFiles(folder, { 'catalog/all.yaml': '', 'services/a.yaml': component('a') });
  git(folder, 'remote', 'add', 'origin', 'https://github.com/acme/mono.git');
  const snapshot = await open(join(folder, 'catalog/all.yaml'));
  expect(await follow(snapshot, LOCATION_PATH, join(folder, 'catalog/all.yaml'))).toEqual(['catalog/all.yaml']);
  expect(await follow(snapshot, 'catalog/all.yaml', '../services/a.yaml')).toEqual(['services/a.yaml']);
  expect(snapshot.canonical('services/a.yaml')).toBe('github.com/acme/mono:services/a.yaml');
  expect(snapshot.locate('services/a.yaml').viewUrl).toBe('https://github.com/acme/mono/blob/main/services/a.yaml');
});

test('the same file as through a folder source has the same canonical text', async () => {
  writeFiles(folder, { 'repos/a/catalog-info.yaml': '' });
  const byFile = await open(join(folder, 'repos/a/catalog-info.yaml'));
  const folderSource = openSource(
    { id: 'f', type: 'folder', target: join(folder, 'repos'), options: {} },
    testEnvironment(),
  );
  const byFolder = await (await folderSource.scan()).repositories[0]!.open();
  expect(byFile.canonical('catalog-info.yaml')).toBe(byFolder.canonical('catalog-info.yaml'));
});

describe('what cannot be', () => {
  test('a missing file is no error of the source: whoever names it hears of it', async () => {
    const snapshot = await open(join(folder, 'nothing.yaml'));
    expect(await snapshot.start!()).toEqual([LOCATION_PATH]);
    expect(await snapshot.hash('nothing.yaml')).toBeUndefined();
  });

  test('a missing folder, and a target that is one, are', async () => {
    expect(await codeOf(source(join(folder, 'nothing/all.yaml')).scan())).toBe('source-not-found');
    expect(() => source(`${folder}/`)).toThrow(expect.objectContaining({ code: 'source-invalid' }));
  });
});

test('without a Location entity, a pattern starts from every file that it matches', async () => {
  writeFiles(folder, { 'a/x.yaml': '', 'b/x.yaml': '' });
  expect(await (await open(join(folder, '*/x.yaml'), { direct: true })).start!()).toEqual(['a/x.yaml', 'b/x.yaml']);
});

test('without a Location entity, it starts from the file itself', async () => {
  writeFiles(folder, { 'all.yaml': component('x') });
  const direct = await open(join(folder, 'all.yaml'), { direct: true });
  expect(await direct.start!()).toEqual(['all.yaml']);
  const missing = await open(join(folder, 'nothing.yaml'), { direct: true });
  expect(await missing.start!()).toEqual(['nothing.yaml']);
  expect(await codeOf(missing.hash('nothing.yaml'))).toBe('file-unreadable');
});
