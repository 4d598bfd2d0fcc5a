import { expect, test } from 'vitest';
import { describeSchema } from './describe.ts';
import { exampleOf } from './example.ts';

const root = {
  schemas: {
    Song: {
      type: 'object',
      description: 'A song',
      required: ['title'],
      properties: {
        title: { type: 'string', maxLength: 80, default: 'Untitled' },
        parts: { type: 'array', items: { $ref: '#/schemas/Song' } },
        mood: { enum: ['sad', 'glad'] },
        at: { type: 'string', format: 'date' },
      },
    },
    Loop: { $ref: '#/schemas/Loop' },
    Round: { allOf: [{ $ref: '#/schemas/Round' }, { properties: { a: {} } }] },
  },
};
const song = { $ref: '#/schemas/Song' };

test('says what a schema is, what its properties are, and which must be there', () => {
  const described = describeSchema(root, song);
  expect(described).toMatchObject({ type: 'Song', description: 'A song', refs: ['#/schemas/Song'] });
  expect(described.parts.map(({ name, required }) => [name, required])).toEqual([
    ['title', true],
    ['parts', false],
    ['mood', false],
    ['at', false],
  ]);
  expect(describeSchema(root, root.schemas.Song.properties.title).notes).toEqual([
    'default Untitled',
    'length at most 80',
  ]);
});

test('looks into lists, and tells that they lead back to where they stand', () => {
  const parts = describeSchema(root, root.schemas.Song.properties.parts);
  expect(parts).toMatchObject({ type: 'Song[]', refs: ['#/schemas/Song'] });
  expect(parts.parts).toHaveLength(4);
});

test('takes allOf as one, and choices as such', () => {
  const extra = { type: ['string', 'null'] };
  const whole = { allOf: [song, { required: ['extra'], properties: { extra } }] };
  expect(describeSchema(root, whole).parts.map(({ name, required }) => `${name} ${required}`)).toEqual([
    'title true',
    'parts false',
    'mood false',
    'at false',
    'extra true',
  ]);
  const choice = describeSchema(root, { oneOf: [song, { title: 'Nothing', type: 'null' }] });
  expect(choice.parts.map(({ name }) => name)).toEqual(['one of: Song', 'one of: Nothing']);
  expect(describeSchema(root, extra).type).toBe('string or null');
});

test('comes to an end where references do not', () => {
  expect(describeSchema(root, { $ref: '#/schemas/Loop' }).type).toContain('Loop');
  expect(describeSchema(root, { $ref: '#/schemas/Round' }).parts.map(({ name }) => name)).toEqual(['a']);
  expect(describeSchema(root, { $ref: 'other.json#/A' }).type).toBe('A (described elsewhere)');
  expect(describeSchema(root, { $ref: '#/__proto__' }).type).toBe('__proto__ (described elsewhere)');
  expect(describeSchema(root, true).type).toBe('any');
});

test('makes an example, from given values where there are some, and stops in circles', () => {
  expect(exampleOf(root, song)).toMatchObject({ title: 'Untitled', mood: 'sad', at: '2026-01-31' });
  expect(JSON.stringify(exampleOf(root, song)).length).toBeLessThan(5000);
  expect(exampleOf(root, { $ref: '#/schemas/Round' })).toEqual({ a: null });
  expect(exampleOf(root, { type: 'object', example: { a: 1 } })).toEqual({ a: 1 });
});

test('keeps a property that is called __proto__ to itself', () => {
  const schema = JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}') as unknown;
  expect(describeSchema(root, schema).parts.map(({ name }) => name)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(exampleOf(root, schema))).toBe(Object.prototype);
});
