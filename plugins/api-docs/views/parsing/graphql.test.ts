import { expect, test } from 'vitest';
import { exampleRequest, rootFields, usersOf } from '../graphql/lookup.ts';
import type { GraphqlDefinition } from '../types.ts';
import { readDefinition } from './read-definition.ts';

function read(text: string): GraphqlDefinition {
  const definition = readDefinition('graphql', text);
  if (definition.format !== 'graphql') throw new Error(JSON.stringify(definition));
  return definition;
}

const schema = `
"What can be asked"
type Query {
  "Finds a song."
  song(id: ID!, "In which shop" shop: String = "all"): Song
  old: [Song!]! @deprecated(reason: "Use song.")
}
type Song implements Thing @key(fields: "id") { id: ID! title: String! album: Album mood: Mood }
type Album { songs: [Song!]! }
interface Thing { id: ID! }
enum Mood { SAD "Bright" GLAD }
union Found = Song | Album
input Filter { mood: Mood = SAD }
scalar Date
directive @key(fields: String!) repeatable on OBJECT | INTERFACE
`;

test('lists operations, then types by what they are', () => {
  const { groups } = read(schema);
  expect(groups.map(({ title, items }) => `${title}: ${items.map((item) => item.title).join()}`)).toEqual([
    'Queries: song,old',
    'Types: Song,Album',
    'Interfaces: Thing',
    'Unions: Found',
    'Inputs: Filter',
    'Enums: Mood',
    'Scalars: Date',
    'Directives: key',
  ]);
  expect(groups[0]?.items[1]?.deprecated).toBe(true);
});

test('keeps descriptions, arguments with their defaults, and why something is deprecated', () => {
  const [song, old] = rootFields(read(schema).api, 'query');
  expect(song).toMatchObject({ description: 'Finds a song.', type: 'Song' });
  expect(song?.args[1]).toEqual({ name: 'shop', type: 'String', description: 'In which shop', default: '"all"' });
  expect(old).toMatchObject({ type: '[Song!]!', deprecated: 'Use song.' });
});

test('reads a part of a federated graph: extended types are one, unknown directives stay', () => {
  const { api, groups } = read(`
    extend schema @link(url: "https://specs.example/federation") { query: Root }
    extend type Root { a: Int }
    extend type Root { b: Elsewhere @external }
    extend type Elsewhere @key(fields: "id") { id: ID! }
  `);
  expect(groups[0]).toMatchObject({ title: 'Queries', items: [{ id: 'query a' }, { id: 'query b' }] });
  expect(api.types.find(({ name }) => name === 'Root')?.fields[1]?.directives).toEqual(['@external']);
  expect(api.types.find(({ name }) => name === 'Elsewhere')?.directives).toEqual(['@key(fields: "id")']);
});

test('knows where a type is used', () => {
  const { api } = read(schema);
  const song = api.types.find(({ name }) => name === 'Song');
  expect(song && usersOf(api, song).map(({ id }) => id)).toEqual([
    'query song',
    'query old',
    'type Album',
    'union Found',
  ]);
});

test('writes a request that names what is needed and asks for plain fields', () => {
  const { api } = read(schema);
  const [song] = rootFields(api, 'query');
  expect(song && exampleRequest(api, 'query', song)).toBe(
    'query Song($id: ID!) {\n  song(id: $id) {\n    id\n    title\n    mood\n  }\n}\n',
  );
});
