import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { codeHash } from './code-hash.ts';
import { createPluginCache } from './plugin-cache.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (key: string) => createPluginCache({ folder, key: async () => key });
const text = async (bytes: Promise<Uint8Array | undefined>) => {
  const found = await bytes;
  return found && Buffer.from(found).toString();
};

async function* failing(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('half of');
  throw new Error('given up');
}

test('what was written comes back, also to the next start, until the folder is deleted', async () => {
  const cache = open('build');
  expect(await cache.read('index')).toBeUndefined();
  await cache.write('index', Buffer.from('first'));
  await cache.write('index', Buffer.from('second'));
  expect(await text(open('build').read('index'))).toBe('second');
  rmSync(folder, { recursive: true });
  expect(await cache.read('index')).toBeUndefined();
  await cache.write('index', Buffer.from('third'));
  expect(await text(cache.read('index'))).toBe('third');
});

test('another build, or another database, gets nothing, and takes the place', async () => {
  await open('old').write('index', Buffer.from('old'));
  const cache = open('new');
  expect(await cache.read('index')).toBeUndefined();
  await cache.write('index', Buffer.from('new'));
  expect(await open('old').read('index')).toBeUndefined();
  expect(readdirSync(folder)).toHaveLength(1);
});

test('a write that is given up changes nothing and leaves nothing', async () => {
  const cache = open('build');
  await cache.write('index', Buffer.from('whole'));
  await expect(cache.write('index', failing())).rejects.toThrow('given up');
  expect(await text(cache.read('index'))).toBe('whole');
  expect(readdirSync(folder)).toHaveLength(1);
});

test('what a killed process left half written is deleted', async () => {
  writeFileSync(join(folder, 'left.part'), 'half');
  await open('build').write('index', Buffer.from('whole'));
  expect(existsSync(join(folder, 'left.part'))).toBe(false);
});

test.each(['', '../index', 'a/b', '.', 'Index', 'a'.repeat(65)])('%j is no name', async (name) => {
  await expect(open('build').read(name)).rejects.toThrow('cannot be the name of a cached file');
  await expect(open('build').write(name, Buffer.from(''))).rejects.toThrow('cannot be the name of a cached file');
});

test('builds differ in their code, and not in their tests', () => {
  const write = (path: string, content: string) => {
    mkdirSync(join(folder, 'inner'), { recursive: true });
    writeFileSync(join(folder, path), content);
    return codeHash([folder]);
  };
  const first = write('inner/a.ts', 'one');
  expect(write('inner/a.test.ts', 'expect')).toBe(first);
  expect(write('inner/a.ts', 'two')).not.toBe(first);
  expect(write('inner/a.ts', 'one')).toBe(first);
  expect(write('inner/b.ts', '')).not.toBe(first);
});
