import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { openSource, type ScanHint } from '../source.ts';
import { codeOf, component, tempFolder, testEnvironment, writeFiles } from '../test-environment.ts';

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

function open(folder: string) {
  return openSource({ id: 'test', type: 'folder', target: folder, options: {} }, testEnvironment());
}

test('tells which file changed, so that a narrow look finds it', async () => {
  const folder = tempFolder();
  writeFiles(folder, {
    'a/catalog-info.yaml': component('a'),
    'b/catalog-info.yaml': component('b'),
    'a/node_modules/x/y.yaml': '',
  });
  const hints: ScanHint[] = [];
  stop = await open(folder).watch!(
    (hint) => hints.push(hint),
    (error) => expect.unreachable(error.message),
  );
  writeFileSync(join(folder, 'a/node_modules/x/y.yaml'), 'built');
  mkdirSync(join(folder, 'a/.git'));
  writeFileSync(join(folder, 'a/.git/index'), 'x');
  // As editors save: beside, then in place.
  writeFileSync(join(folder, 'b/.catalog-info.yaml.swp'), component('c'));
  renameSync(join(folder, 'b/.catalog-info.yaml.swp'), join(folder, 'b/catalog-info.yaml'));
  await vi.waitFor(() => expect(hints.flatMap(({ paths }) => paths)).toContain(join(folder, 'b/catalog-info.yaml')), {
    timeout: 5000,
  });
  expect(hints.flatMap(({ paths = [] }) => paths).filter((path) => path.includes('/a/'))).toEqual([]);
  const { complete, repositories } = await open(folder).scan(hints[0]);
  expect([complete, repositories.map(({ name }) => name)]).toEqual([false, ['b']]);
});

test('many changes at once are one hint to look at everything', async () => {
  const folder = tempFolder();
  mkdirSync(join(folder, 'a'));
  const hints: ScanHint[] = [];
  stop = await open(folder).watch!(
    (hint) => hints.push(hint),
    (error) => expect.unreachable(error.message),
  );
  for (let index = 0; index < 2000; index += 1) writeFileSync(join(folder, 'a', `${index}.yaml`), '');
  await vi.waitFor(() => expect(hints).toContainEqual({}), { timeout: 5000 });
});

test('a folder that is not there cannot be watched', async () => {
  expect(
    await codeOf(
      open('/nowhere/at/all').watch!(
        () => undefined,
        () => undefined,
      ),
    ),
  ).toBe('source-not-found');
});
