import { describe, expect, test } from 'vitest';
import { createHttp, RouteTable, type HttpScopeOptions } from './router.ts';

function httpOf(table: RouteTable, options: Partial<HttpScopeOptions> = {}) {
  const base = {
    plugin: 'stage',
    mount: '/api/stage',
    mounts: ['/api/callboard'],
    permissions: new Set(['stage.read']),
    checkOpen: () => undefined,
  };
  return createHttp(table, { ...base, ...options });
}
const read = { permission: 'stage.read' };

describe('a route is refused', () => {
  test.each([
    ['without a permission', '/a', { permission: '' }, 'names no permission'],
    ['with one that the manifest does not declare', '/a', { permission: 'stage.write' }, 'stage.write'],
    ['without a slash', 'a', read, 'is no path'],
    ['with a regular expression in its path', '/:id(^(a+)+$)', read, 'is no path'],
    ['with something after the wildcard', '/*/a', read, 'is no path'],
    ['with bodies larger than any may be', '/a', { ...read, bodyLimit: 20_000_000 }, '10000000'],
  ])('%s', (_what, path, options, complaint) => {
    const table = new RouteTable();
    expect(() => httpOf(table).get(path, options, () => 1)).toThrow(complaint);
    expect([...table.routes]).toEqual([]);
  });

  test('when it is taken, also under other names of its parameters; the first one stays', () => {
    const table = new RouteTable();
    httpOf(table).get('/:id', read, () => 1);
    const other = httpOf(table, { plugin: 'other' });
    for (const path of ['/:id', '/:name', '/:id/'])
      expect(() => other.get(path, read, () => 2)).toThrow('taken by the plugin stage');
    other.post('/:id', read, () => 2);
    expect(table.find('GET', '/api/stage/1')?.route.plugin).toBe('stage');
  });

  test('under a mount that the manifest does not declare', () => {
    const table = new RouteTable();
    httpOf(table)
      .at('/api/callboard')
      .get('/a', read, () => 1);
    expect(() => httpOf(table).at('/api/auth')).toThrow('does not declare the mount /api/auth');
    expect(table.find('GET', '/api/callboard/a')?.route).toMatchObject({ mount: '/api/callboard', path: '/a' });
  });
});

test('all routes of a plugin go at once, those of others stay, and the table says that something changed', () => {
  const table = new RouteTable();
  httpOf(table).get('/', read, () => 1);
  httpOf(table)
    .at('/api/callboard')
    .get('/a', read, () => 1);
  httpOf(table, { plugin: 'other', mount: '/api/other' }).get('/a', read, () => 1);
  const before = table.revision;
  table.removePlugin('stage');
  expect(table.revision).not.toBe(before);
  expect([...table.routes].map((route) => route.plugin)).toEqual(['other']);
  expect(table.find('GET', '/api/stage')).toBeUndefined();
  expect(table.knowsMount('/api/stage/a')).toBe(false);
  expect(table.knowsMount('/api/other/b')).toBe(true);
  expect(table.knowsMount('/api/others')).toBe(false);
});
