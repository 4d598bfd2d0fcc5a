import { manifestSchema } from '@callboard/core';
import { expect, test } from 'vitest';
import { settleConflicts } from './conflicts.ts';
import type { FoundPlugin } from './manifest.ts';

function plugin(id: string, folder: string, mounts: string[] = []): FoundPlugin {
  return { id, folder, manifest: manifestSchema.parse({ id, name: id, description: id, mounts }) };
}

function problemsOf(...plugins: FoundPlugin[]) {
  return settleConflicts(plugins).map(({ problem }) => problem);
}

test('an id belongs to the first plugin that has it', () => {
  expect(problemsOf(plugin('catalog', '/built-in'), plugin('catalog', '/other'), plugin('search', '/other'))).toEqual([
    undefined,
    'the id catalog is taken by the plugin in /built-in',
    undefined,
  ]);
});

test('a plugin that is broken takes no id from anybody', () => {
  expect(problemsOf({ id: 'catalog', folder: '/broken', problem: 'no name' }, plugin('catalog', '/built-in'))).toEqual([
    'no name',
    undefined,
  ]);
});

test.each(['callboard', 'auth', 'events'])('the id %s is the host’s own', (id) => {
  expect(problemsOf(plugin(id, '/p'))).toEqual([expect.stringContaining("the host's own")]);
});

test('a mount belongs to whom it is named after; that of the host is for all', () => {
  expect(
    problemsOf(
      plugin('a', '/a', ['/api/callboard', '/api/techdocs', '/api/a/more']),
      plugin('b', '/b', ['/api/a/more']),
      plugin('c', '/c', ['/api/auth']),
      plugin('d', '/d', ['/api/events/http']),
    ),
  ).toEqual([
    undefined,
    'the mount /api/a/more belongs to somebody else',
    'the mount /api/auth belongs to somebody else',
    'the mount /api/events/http belongs to somebody else',
  ]);
});
