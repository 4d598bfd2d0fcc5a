import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openManifestMemory } from './manifest-memory.ts';
import { findPlugins } from './manifest.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-manifests-'));
  file = join(folder, 'cache/manifests.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const manifest = 'id: hello\nname: Hello\ndescription: Greets.\n';

function find() {
  const memory = openManifestMemory(file);
  const found = findPlugins(folder, memory);
  memory.save();
  return found;
}

test('a manifest is the same from memory, and a changed one is read anew', () => {
  writeFileSync(join(folder, 'plugin.yaml'), manifest);
  const first = find();
  expect(find()).toEqual(first);
  writeFileSync(join(folder, 'plugin.yaml'), manifest.replace('Greets.', 'Waves.'));
  expect(find()[0]?.manifest?.description).toBe('Waves.');
});

test('what is wrong with a manifest is said with its line each time', () => {
  writeFileSync(join(folder, 'plugin.yaml'), `${manifest}colour: red\n`);
  expect(find()[0]?.problem).toContain('plugin.yaml:4:1');
  expect(find()[0]?.problem).toContain('plugin.yaml:4:1');
});

test.each(['{"broken', '[]', 'null'])('a damaged memory (%s) is as good as none', (text) => {
  writeFileSync(join(folder, 'plugin.yaml'), manifest);
  const first = find();
  writeFileSync(file, text);
  expect(find()).toEqual(first);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toBeTypeOf('object');
});

test('texts that are gone are forgotten', () => {
  writeFileSync(join(folder, 'plugin.yaml'), manifest);
  find();
  writeFileSync(join(folder, 'plugin.yaml'), manifest.replace('Greets.', 'Waves.'));
  find();
  expect(readFileSync(file, 'utf8')).not.toContain('Greets.');
});
