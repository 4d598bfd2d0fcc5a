import type { GraphqlApi, GraphqlField, GraphqlType } from './types.ts';

export type GraphqlOperation = 'query' | 'mutation' | 'subscription';

/** The operations of one sort. */
export function rootFields(api: GraphqlApi, operation: GraphqlOperation): GraphqlField[] {
  const root = api.roots[operation];
  return api.types.find(({ kind, name }) => kind === 'type' && name === root)?.fields ?? [];
}

/** The name in a type as it is written: `Song` of `[Song!]!`. */
export function namedType(type: string): string {
  return type.replaceAll(/[^\w]/g, '');
}

/** The types and operations that a type occurs in. */
export function usersOf(api: GraphqlApi, type: GraphqlType): { id: string; title: string }[] {
  const operationOf = new Map(Object.entries(api.roots).map(([operation, root]) => [root, operation]));
  return api.types.flatMap((entry) => {
    const fields = entry.fields.filter((field) => mentions(field, type.name));
    const operation = entry.kind === 'type' ? operationOf.get(entry.name) : undefined;
    if (operation) return fields.map(({ name }) => ({ id: `${operation} ${name}`, title: name }));
    const isMember = entry.members.includes(type.name);
    return fields.length > 0 || isMember ? [{ id: `${entry.kind} ${entry.name}`, title: entry.name }] : [];
  });
}

function mentions(field: GraphqlField, name: string): boolean {
  return namedType(field.type) === name || field.args.some((argument) => namedType(argument.type) === name);
}

const MOST_FIELDS = 20;

/** A request that asks for the plain fields of what an operation returns. */
export function exampleRequest(api: GraphqlApi, operation: GraphqlOperation, field: GraphqlField): string {
  const needed = field.args.filter(({ type }) => type.endsWith('!'));
  const variables = needed.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  const given = needed.map(({ name }) => `${name}: $${name}`).join(', ');
  const call = `${field.name}${given && `(${given})`}`;
  const returned = api.types.find((entry) => entry.name === namedType(field.type) && entry.kind !== 'directive');
  const head = `${operation} ${capital(field.name)}${variables && `(${variables})`}`;
  if (!returned || returned.kind === 'enum' || returned.kind === 'scalar') return `${head} {\n  ${call}\n}\n`;
  const plain = returned.fields.filter((entry) => isPlain(api, entry)).slice(0, MOST_FIELDS);
  const asked = plain.length > 0 ? plain.map(({ name }) => name) : ['__typename'];
  return `${head} {\n  ${call} {\n${asked.map((name) => `    ${name}\n`).join('')}  }\n}\n`;
}

function isPlain(api: GraphqlApi, field: GraphqlField): boolean {
  const type = api.types.find((entry) => entry.name === namedType(field.type));
  return (
    (!type || type.kind === 'enum' || type.kind === 'scalar') && field.args.every((arg) => !arg.type.endsWith('!'))
  );
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
