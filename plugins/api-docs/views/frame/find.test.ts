import { expect, test } from 'vitest';
import { countItems, findIn, rowsOf } from './find.ts';

const groups = [
  { title: 'Songs', items: [{ id: 'get /songs', title: '/songs', badge: 'get', words: 'Find songs by mood' }] },
  {
    title: 'Albums',
    items: [
      { id: 'get /albums', title: '/albums', badge: 'get', words: '' },
      { id: 'delete /albums', title: '/albums', badge: 'delete', words: 'Take an album away' },
    ],
  },
];

function ids(find: string): string[] {
  return findIn(groups, find).flatMap(({ items }) => items.map(({ id }) => id));
}

test('finds by path, method, summary and group, with all words in any order', () => {
  expect(ids('MOOD find')).toEqual(['get /songs']);
  expect(ids('albums delete')).toEqual(['delete /albums']);
  expect(ids('albums')).toEqual(['get /albums', 'delete /albums']);
  expect(ids('nothing')).toEqual([]);
  expect(countItems(findIn(groups, '  '))).toBe(3);
});

test('lists groups and what is in them, one under the other', () => {
  expect(rowsOf(groups).map(({ group, item }) => group ?? item?.id)).toEqual([
    'Songs',
    'get /songs',
    'Albums',
    'get /albums',
    'delete /albums',
  ]);
});
