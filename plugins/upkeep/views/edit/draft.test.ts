import { expect, test } from 'vitest';
import { draftOf, editsOf } from './draft.ts';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'drums',
    description: 'Keeps the beat.',
    tags: ['go'],
    links: [{ url: 'https://a.example', title: 'A' }],
    annotations: { 'example.org/id': '1', 'backstage.io/managed-by-location': 'file:/x' },
  },
  spec: { type: 'service', owner: 'rhythm' },
};
const before = draftOf(entity);

test('what is left alone becomes no edit', () => {
  expect(editsOf(before, { ...before })).toEqual([]);
});

test('changed, added and emptied fields become edits of just those', () => {
  const now = {
    ...before,
    owner: 'group:default/strings',
    title: 'Drums',
    description: ' ',
    tags: 'go, audio',
    links: [],
  };
  expect(editsOf(before, now)).toEqual([
    { path: ['spec', 'owner'], value: 'group:default/strings' },
    { path: ['metadata', 'title'], value: 'Drums' },
    { path: ['metadata', 'description'] },
    { path: ['metadata', 'tags'], value: ['go', 'audio'] },
    { path: ['metadata', 'links'] },
  ]);
});

test('annotations are set and removed one by one, and those of the portal itself are not in the form', () => {
  expect(before.annotations).toEqual([{ name: 'example.org/id', value: '1' }]);
  const now = {
    ...before,
    annotations: [
      { name: 'example.org/new', value: 'x' },
      { name: '', value: 'lost' },
    ],
  };
  expect(editsOf(before, now)).toEqual([
    { path: ['metadata', 'annotations', 'example.org/new'], value: 'x' },
    { path: ['metadata', 'annotations', 'example.org/id'] },
  ]);
});

test('a file that is not sound can be mended: what has not the shape of its field is left out of the form', () => {
  const broken = {
    ...entity,
    metadata: { name: 'drums', tags: 'go', links: [{ url: 7 }, 'x'], annotations: [] },
    spec: { owner: ['a', 'b'], lifecycle: 'beta' },
  };
  const draft = draftOf(broken as unknown as Parameters<typeof draftOf>[0]);
  expect(draft).toMatchObject({ owner: '', lifecycle: 'beta', tags: '', links: [{ url: '' }], annotations: [] });
  expect(editsOf(draft, { ...draft, owner: 'group:default/strings' })).toEqual([
    { path: ['spec', 'owner'], value: 'group:default/strings' },
  ]);
});
