import { describe, expect, test } from 'vitest';
import { flattenEntity } from './flatten.ts';
import type { JsonObject } from './entity.ts';

function flatten(metadata: JsonObject, spec: JsonObject = {}, relations = [] as { type: string; targetRef: string }[]) {
  return flattenEntity({ apiVersion: 'v1', kind: 'Component', metadata: { name: 'a', ...metadata }, spec }, relations);
}

describe('what filters see', () => {
  test('scalars by path, namespace filled in, key and value in their case', () => {
    expect(flatten({ namespace: 'n' }, { type: 'Service', replicas: 3, on: true })).toEqual([
      ['apiVersion', 'v1', false],
      ['kind', 'Component', false],
      ['spec.type', 'Service', false],
      ['spec.replicas', '3', false],
      ['spec.on', 'true', false],
      ['metadata.name', 'a', false],
      ['metadata.namespace', 'n', false],
    ]);
    expect(flatten({})).toContainEqual(['metadata.namespace', 'default', false]);
  });

  test('items of lists stand at the path of the list; strings are marked', () => {
    const pairs = flatten({ tags: ['java', 'web'] }, { ports: [80], remotes: [{ url: 'u' }, ['deep']] });
    expect(pairs).toContainEqual(['metadata.tags', 'java', true]);
    expect(pairs).toContainEqual(['metadata.tags', 'web', true]);
    expect(pairs).toContainEqual(['spec.ports', '80', false]);
    expect(pairs).toContainEqual(['spec.remotes.url', 'u', false]);
    expect(pairs).toContainEqual(['spec.remotes', 'deep', true]);
  });

  test('objects, empty lists and empty objects yield nothing themselves', () => {
    const keys = flatten({ annotations: { 'acme.org/pager': 'P1' } }, { a: {}, b: [], c: { d: 1 } }).map(
      ([key]) => key,
    );
    expect(keys).toContain('metadata.annotations.acme.org/pager');
    for (const key of ['metadata', 'metadata.annotations', 'spec', 'spec.a', 'spec.b', 'spec.c'])
      expect(keys).not.toContain(key);
  });

  test('nulls and long values exist without a value; long keys do not exist', () => {
    const pairs = flatten({}, { nothing: null, long: 'x'.repeat(201), fits: 'x'.repeat(200), ['k'.repeat(200)]: 1 });
    expect(pairs).toContainEqual(['spec.nothing', null, false]);
    expect(pairs).toContainEqual(['spec.long', undefined, false]);
    expect(pairs).toContainEqual(['spec.fits', 'x'.repeat(200), false]);
    expect(pairs.some(([key]) => key.length > 200)).toBe(false);
  });

  test('relations are keys of their own; what the server adds for output is left out', () => {
    const pairs = flatten({ etag: 'e', uid: 'u' }, {}, [{ type: 'ownedBy', targetRef: 'group:default/x' }]);
    expect(pairs).toContainEqual(['relations.ownedBy', 'group:default/x', false]);
    expect(pairs).toContainEqual(['metadata.uid', 'u', false]);
    expect(pairs.map(([key]) => key)).not.toContain('metadata.etag');
  });
});
