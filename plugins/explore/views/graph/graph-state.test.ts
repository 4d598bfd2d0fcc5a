import { expect, test } from 'vitest';
import { graphQuery, readGraphState, writeDepth, writeList } from './graph-state.ts';

const read = (text: string) => readGraphState(new URLSearchParams(text));

test('an address without anything is the graph of the nearest neighbours', () => {
  expect(graphQuery({ ...read(''), roots: ['component:default/a'] })).toEqual({
    root: ['component:default/a'],
    depth: '1',
    kind: [],
    relation: [],
    flow: 'both',
    simplify: 'false',
    limit: '500',
  });
});

test('bookmarks of other portals mean the same here', () => {
  const state = read(
    'rootEntityRefs%5B%5D=component%3Adefault%2Fweb&rootEntityRefs[0]=API:default/x&maxDepth=%E2%88%9E&selectedKinds[]=Component' +
      '&selectedRelations[]=ownedBy&selectedRelations[]=ownerOf&unidirectional=true&mergeRelations=false&direction=TB&showFilters=true',
  );
  expect(state).toMatchObject({
    roots: ['component:default/web', 'api:default/x'],
    depth: Infinity,
    kinds: ['component'],
    relations: ['ownedBy', 'ownerOf'],
    simplify: true,
    merge: false,
    direction: 'TB',
  });
});

test('nonsense in an address is as if it were not there', () => {
  expect(read('maxDepth=-4&direction=up&flow=sideways&form=poem&selectedKinds[]=')).toEqual(read(''));
});

test('what is written is read again, in place of what was there in any spelling', () => {
  const params = new URLSearchParams('selectedKinds[0]=api&selectedKinds=group&other=kept');
  writeList(params, 'kinds', ['component', 'system']);
  writeDepth(params, Infinity);
  expect(readGraphState(params)).toMatchObject({ kinds: ['component', 'system'], depth: Infinity });
  expect(params.get('other')).toBe('kept');
});
