import { expect, test } from 'vitest';
import { configTypeOf, manifestSchema } from './manifest.ts';

const hello = { id: 'hello', name: 'Hello', description: 'Greets.' };

function problemsOf(manifest: Record<string, unknown>): string[] {
  const result = manifestSchema.safeParse({ ...hello, ...manifest });
  return (result.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

test('the least that a manifest says is enough', () => {
  expect(manifestSchema.parse(hello)).toMatchObject({
    version: '0.0.0',
    mounts: [],
    services: { offers: [], uses: [] },
    config: {},
    contributes: { pages: [], permissions: [] },
  });
});

test.each<[string, Record<string, unknown>, string]>([
  ['a key that there is not', { contribute: {} }, 'contribute'],
  ['an id that is no part of a path', { id: '../x' }, 'id: '],
  ['a module outside the plugin', { server: './../other/server.ts' }, 'server: must not contain ..'],
  ['a module by its absolute path', { server: '/srv/server.ts' }, 'server: '],
  ['a mount outside the API', { mounts: ['/admin'] }, 'mounts.0: '],
  ['a mount with parameters', { mounts: ['/api/:any'] }, 'mounts.0: '],
  [
    'a default of another type',
    { config: { a: { type: 'number', description: 'A', default: 'one' } } },
    'config.a.default: ',
  ],
  [
    'a page with a permission that it does not declare',
    { web: './web.tsx', contributes: { pages: [{ path: '/a', title: 'A', view: 'A', permission: 'hello.see' }] } },
    'contributes.pages.0.permission: hello.see is not among',
  ],
  [
    'views without a web half',
    { contributes: { entityCards: [{ id: 'a', title: 'A', view: 'A' }] } },
    'contributes: names views',
  ],
  [
    'a link to another host',
    { contributes: { navItems: [{ path: '//evil.example.org', title: 'A', icon: 'a' }] } },
    'contributes.navItems.0.path: ',
  ],
  [
    'a tab with a path of several parts',
    { web: './web.tsx', contributes: { entityTabs: [{ path: 'a/../b', title: 'A', view: 'A' }] } },
    'contributes.entityTabs.0.path: ',
  ],
  [
    'a filter that is none',
    { web: './web.tsx', contributes: { entityTabs: [{ path: 'a', title: 'A', view: 'A', appliesTo: '=x' }] } },
    'contributes.entityTabs.0.appliesTo: ',
  ],
  [
    'the same thing twice',
    { web: './web.tsx', contributes: { entityTabs: ['a', 'b', 'a'].map((path) => ({ path, title: 'A', view: 'A' })) } },
    'contributes.entityTabs.2: a is there twice',
  ],
])('%s is refused', (_what, manifest, complaint) => {
  expect(problemsOf(manifest)).toEqual([expect.stringContaining(complaint)]);
});

test('values have the types that settings have', () => {
  expect(['a', 1, true, [], {}, null].map(configTypeOf)).toEqual([
    'string',
    'number',
    'boolean',
    'array',
    'object',
    undefined,
  ]);
});
