import { expect, test } from 'vitest';
import type { Entity } from '@callboard/plugin/web';
import { relationGroups, relationTitle } from './relations.ts';

test('groups relations by what they mean, in a fixed order, owner left to the header', () => {
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'a' },
    relations: [
      { type: 'dependencyOf', targetRef: 'component:default/c' },
      { type: 'mentors', targetRef: 'component:default/x' },
      { type: 'ownedBy', targetRef: 'group:default/g' },
      { type: 'partOf', targetRef: 'system:default/s' },
      { type: 'partOf', targetRef: 'component:default/whole' },
    ],
  };
  expect(relationGroups(entity).map(({ title, refs }) => [title, refs])).toEqual([
    ['Part of', ['system:default/s', 'component:default/whole']],
    ['Needed by', ['component:default/c']],
    ['Mentors', ['component:default/x']],
  ]);
});

test('takes a relation that it does not know apart at its capitals', () => {
  expect(relationTitle('trainedOnData')).toBe('Trained on data');
});
