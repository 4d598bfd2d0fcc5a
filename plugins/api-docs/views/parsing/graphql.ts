import { GraphQLError, parse } from 'graphql';
import type { DefinitionNode } from 'graphql';
import type { GraphqlApi, GraphqlField, GraphqlType } from '../graphql/types.ts';
import type { GraphqlDefinition, OutlineGroup, OutlineItem, TextDefinition } from '../types.ts';
import { readGraphqlType, rootsOf } from './graphql-types.ts';
import { textDefinition } from './text.ts';
import { words } from './words.ts';

/** More tokens than the largest schemas that people write. */
const MOST_TOKENS = 1_000_000;

/** Read as a document, not built as a schema: a part of a federated graph names types and directives that are elsewhere. */
export function readGraphql(text: string): GraphqlDefinition | TextDefinition {
  let definitions: readonly DefinitionNode[];
  try {
    ({ definitions } = parse(text, { maxTokens: MOST_TOKENS }));
  } catch (error) {
    return textDefinition('GraphQL', problemOf(error));
  }
  const api = apiOf(definitions);
  return { format: 'graphql', badge: 'GraphQL', groups: groupsOf(api), warnings: [], api };
}

function problemOf(error: unknown) {
  if (!(error instanceof GraphQLError)) return { message: error instanceof Error ? error.message : String(error) };
  const [place] = error.locations ?? [];
  return { message: error.message, ...(place && { line: place.line, column: place.column }) };
}

/** A type and what extends it are one. */
function apiOf(definitions: readonly DefinitionNode[]): GraphqlApi {
  const types = new Map<string, GraphqlType>();
  for (const definition of definitions) {
    const type = readGraphqlType(definition);
    if (!type) continue;
    const key = `${type.kind} ${type.name}`;
    types.set(key, merged(types.get(key), type));
  }
  return { roots: rootsOf(definitions), types: [...types.values()] };
}

function merged(first: GraphqlType | undefined, second: GraphqlType): GraphqlType {
  if (!first) return second;
  const description = first.description ?? second.description;
  return {
    ...first,
    ...(description !== undefined && { description }),
    fields: [...first.fields, ...second.fields],
    members: [...new Set([...first.members, ...second.members])],
    directives: [...new Set([...first.directives, ...second.directives])],
  };
}

const KINDS = [
  ['type', words.groups.types],
  ['interface', words.groups.interfaces],
  ['union', words.groups.unions],
  ['input', words.groups.inputs],
  ['enum', words.groups.enums],
  ['scalar', words.groups.scalars],
  ['directive', words.groups.directives],
] as const;

function groupsOf(api: GraphqlApi): OutlineGroup[] {
  const { query, mutation, subscription } = api.roots;
  const operations = [
    { title: words.groups.queries, items: fieldItems(api, 'query', query) },
    { title: words.groups.mutations, items: fieldItems(api, 'mutation', mutation) },
    { title: words.groups.subscriptions, items: fieldItems(api, 'subscription', subscription) },
  ];
  const roots = new Set([query, mutation, subscription]);
  const types = KINDS.map(([kind, title]) => ({
    title,
    items: api.types.filter((type) => type.kind === kind && !(kind === 'type' && roots.has(type.name))).map(typeItem),
  }));
  return [...operations, ...types].filter(({ items }) => items.length > 0);
}

function fieldItems(api: GraphqlApi, operation: string, root: string): OutlineItem[] {
  const fields = api.types.find(({ kind, name }) => kind === 'type' && name === root)?.fields ?? [];
  return fields.map((field) => fieldItem(operation, field));
}

function fieldItem(operation: string, { name, description, type, deprecated }: GraphqlField): OutlineItem {
  return {
    id: `${operation} ${name}`,
    title: name,
    words: `${description ?? ''} ${type}`.slice(0, 1000),
    ...(deprecated !== undefined && { deprecated: true }),
  };
}

function typeItem({ kind, name, description, fields }: GraphqlType): OutlineItem {
  const text = [description, ...fields.map((field) => field.name)].join(' ').slice(0, 2000);
  return { id: `${kind} ${name}`, title: name, words: text };
}
