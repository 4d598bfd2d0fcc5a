import { expect, test } from 'vitest';
import { readDefinition } from './read-definition.ts';

test('says where YAML and JSON stop making sense', () => {
  expect(readDefinition('openapi', 'openapi: 3.1.0\ninfo:\n  title: [Songs\npaths: {}\n')).toMatchObject({
    format: 'text',
    badge: 'OpenAPI',
    problem: { line: 4 },
  });
  expect(readDefinition('asyncapi', '{\n  "asyncapi": "3.0.0",\n  "info": {,\n}\n')).toMatchObject({
    format: 'text',
    problem: { line: 3 },
  });
});

test('says where GraphQL and proto files stop making sense', () => {
  expect(readDefinition('graphql', 'type Query {\n  songs: [Song\n}\n')).toMatchObject({
    format: 'text',
    problem: { line: 3, column: 1 },
  });
  expect(
    readDefinition('grpc', 'syntax = "proto3";\nservice Songs {\n  rpc Find(Query) returns Song;\n}\n'),
  ).toMatchObject({
    format: 'text',
    problem: { line: 3, column: 27 },
  });
  expect(readDefinition('grpc', 'message A {\n  string a = 1;\n')).toMatchObject({ problem: { line: 2 } });
});

test('says what a document lacks that is none of its type', () => {
  expect(readDefinition('openapi', 'title: Songs\n')).toMatchObject({
    problem: { message: expect.stringContaining('openapi: 3.1.0'), line: 1 },
  });
  expect(readDefinition('openapi', 'just words')).toMatchObject({
    problem: { message: 'It holds no OpenAPI document' },
  });
});

test('shows a definition in spite of a key that stands there twice, and says so', () => {
  const definition = readDefinition('openapi', 'openapi: 3.1.0\ninfo: {}\npaths: {}\ninfo: {}\n');
  expect(definition).toMatchObject({ format: 'openapi', warnings: [{ line: 4, column: 1 }] });
});

test('recognises a document whatever its type says, and lays out what came on one line', () => {
  expect(readDefinition('rest', 'openapi: 3.0.0\npaths: {/a: {get: {}}}\n').format).toBe('openapi');
  const tools = JSON.stringify({ tools: Array.from({ length: 30 }, (_, index) => ({ name: `tool-${index}` })) });
  expect(readDefinition('mcp-server', tools)).toMatchObject({
    format: 'text',
    badge: 'mcp-server',
    pretty: expect.stringContaining('\n'),
  });
  expect(readDefinition('trpc', 'router: { a: ( }')).not.toHaveProperty('problem');
});

const deep = (open: string, close: string, count: number) => open.repeat(count) + close.repeat(count);

test.each([
  ['openapi', `{"openapi":"3.0.0","a":${deep('[', ']', 100_000)}}`],
  ['openapi', `openapi: 3.0.0\na: ${deep('[', ']', 20_000)}`],
  ['graphql', `type Query { a: ${deep('[', ']', 100_000).replace('[]', '[A]')} }`],
  ['grpc', `${'message A {'.repeat(50_000)}`],
  ['grpc', `message A { ${'message B {'.repeat(60)}${'}'.repeat(61)}`],
  ['grpc', '/*'.repeat(50_000)],
  ['grpc', `message A { a = ${'['.repeat(50_000)} }`],
  [
    'openapi',
    'a: &a [x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nopenapi: [*e,*e,*e]\n',
  ],
  ['openapi', 'openapi: 3.0.0\na: &a\n  b: *a\n'],
  [
    'asyncapi',
    '{"asyncapi":"3.0.0","channels":[],"operations":{"a":{"action":{}},"b":null,"c":{"messages":[1,null,{"$ref":"#/channels"}]}}}',
  ],
])('answers with the text when %s is hostile', (type, text) => {
  const definition = readDefinition(type, text);
  expect(['text', 'asyncapi']).toContain(definition.format);
  if (definition.format === 'text') expect(definition.problem?.message).toBeTruthy();
});
