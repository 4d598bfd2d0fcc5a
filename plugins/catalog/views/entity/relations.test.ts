import { expect, test } from 'vitest';
import { relationTitle, shownGroups } from './relations.ts';

function group(type: string, kind: string, total = 1) {
  return { type, kind, total, items: [] };
}

test('parts come first, then who needs it, then what it needs; owners and members have cards of their own', () => {
  const groups = [
    group('mentors', 'component'),
    group('dependsOn', 'resource'),
    group('ownedBy', 'group'),
    group('hasMember', 'user'),
    group('dependencyOf', 'component'),
    group('hasPart', 'api', 2),
    group('hasPart', 'component', 5),
  ];
  expect(shownGroups(groups).map(({ type, kind }) => `${type} ${kind}`)).toEqual([
    'hasPart component',
    'hasPart api',
    'dependencyOf component',
    'dependsOn resource',
    'mentors component',
  ]);
});

test('takes a relation that it does not know apart at its capitals', () => {
  expect(relationTitle('trainedOnData')).toBe('Trained on data');
});
