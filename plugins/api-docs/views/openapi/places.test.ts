import { expect, test } from 'vitest';
import { placesOf, slugOf } from './places.ts';

test('knows the viewer’s anchor of everything in the outline, and the way back', () => {
  const items = ['get /songs/{id}', 'post /songs', 'webhook post played', 'schema Song'].map((id) => ({
    id,
    title: id,
    words: '',
  }));
  const { anchorOf, idOf } = placesOf({ groups: [{ title: 'All', items }], tags: { 'get /songs/{id}': 'Große Töne' } });
  expect(anchorOf.get('get /songs/{id}')).toBe(`tag/${slugOf('Große Töne')}/${slugOf('get /songs/{id}')}`);
  expect(anchorOf.get('post /songs')).toBe(slugOf('post /songs'));
  expect(anchorOf.get('webhook post played')).toBe(`webhook/${slugOf('post played')}`);
  expect(anchorOf.get('schema Song')).toBe('schemas/Song');
  for (const [id, anchor] of anchorOf) expect(idOf.get(anchor)).toBe(id);
});

test('makes slugs that part nothing and are never alike', () => {
  const names = ['a/b', 'a.b', 'a b', 'a%b', 'a_b', 'ä', 'A'];
  const all = names.map(slugOf);
  expect(new Set(all).size).toBe(names.length);
  expect(all.join('')).toMatch(/^[\w-]+$/);
});
