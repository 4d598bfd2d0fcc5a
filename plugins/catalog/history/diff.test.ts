import { expect, test } from 'vitest';
import { diffOf } from './diff.ts';

test('fields that changed, came or went, with their paths', () => {
  const before = { kind: 'Component', metadata: { name: 'a', tags: ['x'], title: 'A' }, spec: { owner: 'one' } };
  const after = {
    kind: 'Component',
    metadata: { name: 'a', tags: ['x', 'y'], labels: { tier: '1' } },
    spec: { owner: 'two' },
  };
  expect(diffOf(before, after)).toEqual([
    { path: 'metadata.tags', before: ['x'], after: ['x', 'y'] },
    { path: 'metadata.labels', after: { tier: '1' } },
    { path: 'metadata.title', before: 'A' },
    { path: 'spec.owner', before: 'one', after: 'two' },
  ]);
});

test('no difference is none', () => {
  expect(diffOf({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toEqual([]);
});
