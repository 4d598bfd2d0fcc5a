import { expect, test } from 'vitest';
import { parseFields, pickFields } from './fields.ts';

const entity = {
  apiVersion: 'v1',
  kind: 'Component',
  metadata: { name: 'a', namespace: 'default', annotations: { 'example.org/pager': 'P1', other: 'x' }, tags: ['java'] },
  spec: { owner: 'x', profile: { email: 'e' } },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/x' }],
};

test('reads comma lists, ignoring empty pieces', () => {
  expect(parseFields('metadata.name, spec ,')).toEqual(['metadata.name', 'spec']);
  expect(parseFields(['kind', 'spec,metadata'])).toEqual(['kind', 'spec', 'metadata']);
  for (const nothing of [undefined, '', ' , ', []]) expect(parseFields(nothing)).toBeUndefined();
});

test('list positions are refused', () => {
  expect(() => parseFields('kind,metadata.tags[0]')).toThrow(
    'Invalid field "metadata.tags[0]", array type fields are not supported',
  );
});

test('picks subtrees and leaves out what is missing', () => {
  expect(pickFields(entity, ['kind', 'metadata.name', 'spec.profile.email', 'spec.nope', 'metadata.tags.0'])).toEqual({
    kind: 'Component',
    metadata: { name: 'a' },
    spec: { profile: { email: 'e' } },
  });
  expect(pickFields(entity, ['nope'])).toEqual({});
  expect(pickFields(entity, ['Kind'])).toEqual({});
});

test('a key may hold dots', () => {
  expect(pickFields(entity, ['metadata.annotations.example.org/pager'])).toEqual({
    metadata: { annotations: { 'example.org/pager': 'P1' } },
  });
});

test('the entity is not changed by picking a part of what was picked before', () => {
  const before = structuredClone(entity);
  expect(pickFields(entity, ['metadata', 'metadata.name', 'relations'])).toEqual({
    metadata: entity.metadata,
    relations: entity.relations,
  });
  expect(entity).toEqual(before);
});

test('names that objects have by themselves pick nothing', () => {
  expect(pickFields(entity, ['__proto__.polluted', 'constructor', 'metadata.toString'])).toEqual({});
});
