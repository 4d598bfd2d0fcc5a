import { expect, test } from 'vitest';
import type { OpenApiDefinition } from '../types.ts';
import { readDefinition } from './read-definition.ts';

function read(document: unknown): OpenApiDefinition {
  const definition = readDefinition('openapi', typeof document === 'string' ? document : JSON.stringify(document));
  if (definition.format !== 'openapi') throw new Error(JSON.stringify(definition));
  return definition;
}

const info = { title: 'Songs', version: '2.1' };

test('lists operations under their tags, in the order of the document, and schemas after them', () => {
  const definition = read({
    openapi: '3.1.0',
    info,
    tags: [{ name: 'Play' }, { name: 'Empty' }],
    paths: {
      '/songs': { get: { summary: 'Find songs' }, post: { tags: ['Write'], deprecated: true } },
      '/play': { put: { tags: ['Play'] } },
      '/hidden': { get: { 'x-internal': true } },
    },
    components: { schemas: { Song: { type: 'object' } } },
  });
  expect(definition.groups.map(({ title, items }) => [title, items.map(({ id }) => id)])).toEqual([
    ['Play', ['put /play']],
    ['Operations', ['get /songs']],
    ['Write', ['post /songs']],
    ['Schemas', ['schema Song']],
  ]);
  expect(definition).toMatchObject({ badge: 'OpenAPI 3.1.0', title: 'Songs', version: '2.1' });
  expect(definition.groups[2]?.items[0]?.deprecated).toBe(true);
});

test('reads Swagger 2 with its definitions, and YAML', () => {
  const definition = read(
    'swagger: "2.0"\ninfo: {title: Old, version: 1}\npaths: {/a: {get: {}}}\ndefinitions: {A: {}}\n',
  );
  expect(definition.badge).toBe('Swagger 2.0');
  expect(definition.groups.map(({ title }) => title)).toEqual(['Operations', 'Schemas']);
});

test('follows a path that stands elsewhere in the document', () => {
  const definition = read({
    openapi: '3.1.0',
    info,
    paths: { '/a': { $ref: '#/components/pathItems/A' } },
    components: { pathItems: { A: { get: {} } } },
  });
  expect(definition.groups[0]?.items[0]?.id).toBe('get /a');
});

test('hands nothing to the viewer that would make it fetch something, and says what is missing', () => {
  const definition = read({
    openapi: '3.0.0',
    info,
    paths: {},
    components: {
      schemas: {
        A: { $ref: 'https://elsewhere.example/a.json' },
        B: { $ref: './b.yaml#/B' },
        C: { $ref: '#/components/schemas/A' },
      },
      examples: { E: { externalValue: 'https://elsewhere.example/e.json' } },
    },
  });
  expect(JSON.parse(definition.json).components.schemas).toEqual({
    A: { description: 'Described elsewhere: https://elsewhere.example/a.json' },
    B: { description: 'Described elsewhere: ./b.yaml#/B' },
    C: { $ref: '#/components/schemas/A' },
  });
  expect(definition.json).not.toContain('externalValue');
  expect(definition.warnings.map(({ message }) => message).join()).toContain(
    'https://elsewhere.example/a.json and 2 more',
  );
});

test('takes keys such as __proto__ for what they are', () => {
  const text = '{"openapi":"3.0.0","info":{},"paths":{"__proto__":{"get":{"polluted":1}},"constructor":{"get":{}}}}';
  const definition = read(text);
  expect(definition.groups[0]?.items.map(({ id }) => id)).toEqual(['get __proto__', 'get constructor']);
  expect(definition.json).not.toContain('polluted');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
