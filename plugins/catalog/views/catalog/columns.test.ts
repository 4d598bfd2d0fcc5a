import { expect, test } from 'vitest';
import { columnsAt, fieldsIn, usualColumns, valuesAt } from './columns.ts';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'a',
    annotations: { 'example.org/pager.id': 'P1' },
    labels: { tier: '1' },
    tags: ['x', 'y'],
  },
  spec: { type: 'service', definition: 'z'.repeat(500), dependsOn: ['resource:b'], nested: { deep: true } },
};

test('a column can be any field, also one whose name holds dots', () => {
  expect(valuesAt(entity, 'metadata.annotations.example.org/pager.id')).toEqual(['P1']);
  expect(valuesAt(entity, 'spec.nested.deep')).toEqual(['true']);
  expect(valuesAt(entity, 'metadata.tags')).toEqual(['x', 'y']);
  expect(valuesAt(entity, 'spec.nothing.here')).toEqual([]);
  expect(valuesAt(entity, 'spec.nested')).toEqual([]);
});

test('fields with long or nested values are not offered', () => {
  expect(fieldsIn(entity)).toEqual([
    'metadata.labels.tier',
    'metadata.annotations.example.org/pager.id',
    'spec.type',
    'spec.dependsOn',
  ]);
});

test('columns keep the order of their paths, once each, with the names that people know', () => {
  expect(columnsAt(['spec.owner', 'metadata.labels.tier', 'spec.owner', 'metadata.name'], undefined)).toEqual([
    { path: 'spec.owner', title: 'Owner' },
    { path: 'metadata.labels.tier', title: 'tier' },
  ]);
  expect(usualColumns(undefined).map(({ title }) => title)).toEqual([
    'Kind',
    'Type',
    'Owner',
    'Lifecycle',
    'Description',
  ]);
});
