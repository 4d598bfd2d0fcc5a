import { expect, test } from 'vitest';
import { linkAt, placeOf } from './begin.ts';

test.each([
  ['1', { name: '1' }],
  ['tags', { name: 'tags' }],
  ['spec.owner', { name: 'owner' }],
  ['metadata.tags[1]', { name: 'tags', row: 1 }],
  ['metadata.links[0].url', { name: 'links', row: 0 }],
  ['metadata.annotations["example.org/id"]', { name: 'annotations' }],
  [linkAt('https://a.example/x?b=[1]'), { name: 'links', value: 'https://a.example/x?b=[1]' }],
])('%s is a place in the form', (text, place) => {
  expect(placeOf(text)).toEqual(place);
});
