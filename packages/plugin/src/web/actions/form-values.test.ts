import { expect, test } from 'vitest';
import { inputOf, startValues } from './form-values.ts';

const schema = {
  properties: {
    replicas: { type: 'integer' },
    region: { enum: ['eu', 'us'] },
    share: { type: 'number', default: 0.5 },
    force: { type: 'boolean' },
    tags: { type: 'array' },
    note: { type: 'string', default: 'x' },
  },
  required: ['replicas'],
};

test('begins with what the schema says', () => {
  expect(startValues(schema)).toEqual({ replicas: '', region: '', share: '0.5', force: false, tags: '', note: 'x' });
});

test('leaves out what was left empty, and gives the rest its type', () => {
  const values = { ...startValues(schema), replicas: '3', region: 'eu', tags: '["a"]' };
  expect(inputOf(schema, values)).toEqual({
    replicas: 3,
    region: 'eu',
    share: 0.5,
    force: false,
    tags: ['a'],
    note: 'x',
  });
});

test.each([
  ['a field that has to be filled in', { replicas: '' }],
  ['half a number', { replicas: '1.5' }],
  ['no number', { replicas: 'many' }],
  ['half a list', { replicas: '1', tags: '["a"' }],
  ['what is no choice', { replicas: '1', region: 'mars' }],
])('is not there yet with %s', (_what, typed) => {
  expect(inputOf(schema, { ...startValues(schema), ...typed })).toBeUndefined();
});
