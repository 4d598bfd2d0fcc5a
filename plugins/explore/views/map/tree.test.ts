import { expect, test } from 'vitest';
import type { GroupItem } from '../types.ts';
import { above, forestOf, treeRows } from './tree.ts';

function group(name: string, parent?: string): GroupItem {
  return {
    ref: `group:default/${name}`,
    kind: 'group',
    members: 0,
    allMembers: 0,
    owned: 0,
    allOwned: 0,
    ...(parent !== undefined && { parent: `group:default/${parent}` }),
  };
}

const forest = forestOf([
  group('deck', 'crew'),
  group('crew', 'all'),
  group('all'),
  group('bridge', 'crew'),
  group('lost', 'nobody'),
]);
const named = (rows: ReturnType<typeof treeRows>) =>
  rows.map(({ level, group: { ref } }) => `${level} ${ref.slice(14)}`);

test('branches show when they are open; a group under one that is not there stands at the top', () => {
  expect(named(treeRows(forest, new Set(), ''))).toEqual(['1 all', '1 lost']);
  const rows = treeRows(forest, new Set(['group:default/all', 'group:default/crew']), '');
  expect(named(rows)).toEqual(['1 all', '2 crew', '3 bridge', '3 deck', '1 lost']);
  expect(rows.map(({ place, siblings, hasChildren, isOpen }) => [place, siblings, hasChildren, isOpen])).toEqual([
    [1, 2, true, true],
    [1, 1, true, true],
    [1, 2, false, false],
    [2, 2, false, false],
    [2, 2, false, false],
  ]);
});

test('a text finds groups in closed branches, with the way to them', () => {
  const rows = treeRows(forest, new Set(), 'BRIDGE');
  expect(named(rows)).toEqual(['1 all', '2 crew', '3 bridge']);
  expect(rows.map(({ isFound }) => isFound)).toEqual([false, false, true]);
});

test('the way up ends at the top', () => {
  expect(above(forest.byRef, 'group:default/deck')).toEqual(['group:default/crew', 'group:default/all']);
  expect(above(forest.byRef, 'group:default/lost')).toEqual([]);
});
