/** The OpenAPI 3.1 document, made from the route table. */
import { errorTable } from '@callboard/core';
import { z } from 'zod';
import type { Route, RouteTable } from './router.ts';

export type Schema = Record<string, unknown>;

/** Schemas of the document's own that others refer to, by name. */
type Shared = Record<string, Schema>;

const VERB = /[^a-zA-Z0-9]+(\w?)/g;

/** Everything that answers under `/api`, as OpenAPI 3.1; made again only when routes have come or gone. */
export function createOpenApi(table: RouteTable, portal: { baseUrl: string; version: string }): () => Schema {
  let made: { revision: number; document: Schema } | undefined;
  return () => {
    if (made?.revision !== table.revision)
      made = { revision: table.revision, document: openApiDocument(table, portal) };
    return made.document;
  };
}

function openApiDocument(table: RouteTable, portal: { baseUrl: string; version: string }): Schema {
  const shared: Shared = { Error: errorSchema() };
  const paths: Record<string, Schema> = {};
  const sorted = [...table.routes].sort((a, b) => (fullPath(a) < fullPath(b) ? -1 : 1));
  for (const route of sorted) {
    const path = fullPath(route)
      .replace(/:(\w+)/g, '{$1}')
      .replace(/\*$/, '{rest}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, shared) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Callboard',
      version: portal.version,
      description:
        'The catalog of software, teams and ownership. Paths outside /api/callboard are compatible with existing clients.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: portal.baseUrl }],
    security: [{ bearer: [] }],
    paths,
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } }, schemas: shared },
  };
}

function operationOf(route: Route, shared: Shared): Schema {
  const { options } = route;
  const operationId = `${route.method.toLowerCase()}${fullPath(route).replace(VERB, (_all, next: string) => next.toUpperCase())}`;
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output', part: string) =>
    toSchema(schema, io, shared, `${operationId}${part}`);
  const responses: Schema = {};
  for (const [status, schema] of Object.entries(options.response ?? { 200: z.unknown() })) {
    const content = { 'application/json': { schema: schemaOf(schema, 'output', status) } };
    responses[status] = {
      description: Number(status) < 300 ? 'Success' : 'Failure',
      ...(status === '204' ? {} : { content }),
    };
  }
  responses['default'] = {
    description: 'Failure',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  };
  const query = options.query ? parametersOf(schemaOf(options.query, 'input', 'Query'), 'query') : [];
  const declared = options.params ? parametersOf(schemaOf(options.params, 'input', 'Path'), 'path') : [];
  return {
    operationId,
    tags: [route.plugin],
    ...(options.summary ? { summary: options.summary } : {}),
    ...(options.description ? { description: options.description } : {}),
    ...(options.permission === 'public' ? { security: [] } : { 'x-permission': options.permission }),
    parameters: [...pathParameters(route, declared), ...query],
    ...(options.body
      ? { requestBody: { content: { 'application/json': { schema: schemaOf(options.body, 'input', 'Body') } } } }
      : {}),
    responses,
  };
}

function fullPath({ mount, path }: Route): string {
  return path === '/' ? mount : `${mount}${path}`;
}

/** Every parameter in the path, whether the route says more about it or not. */
function pathParameters({ path }: Route, declared: Schema[]): Schema[] {
  const names = [...path.matchAll(/:(\w+)/g)].map((match) => match[1]!);
  if (path.endsWith('*')) names.push('rest');
  return names.map(
    (name) =>
      declared.find((parameter) => parameter['name'] === name) ?? {
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      },
  );
}

function parametersOf(schema: Schema, place: 'path' | 'query'): Schema[] {
  const { properties = {}, required = [] } = schema as { properties?: Record<string, Schema>; required?: string[] };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description ? { description } : {}),
    schema: rest,
  }));
}

/** A schema as it may stand in the document: definitions that it refers to move to where the document's references look. */
function toSchema(schema: z.ZodType, io: 'input' | 'output', shared: Shared, name: string): Schema {
  const {
    $schema: _dialect,
    $defs,
    ...rest
  } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Schema;
  const moved = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value)
        .replaceAll('"$ref":"#/$defs/', `"$ref":"#/components/schemas/${name}`)
        .replaceAll('"$ref":"#"', `"$ref":"#/components/schemas/${name}"`),
    );
  for (const [key, definition] of Object.entries(($defs ?? {}) as Shared))
    shared[`${name}${key}`] = moved(definition) as Schema;
  const whole = moved(rest) as Schema;
  if (JSON.stringify(rest).includes('"$ref":"#"')) shared[name] = whole;
  return whole;
}

function errorSchema(): Schema {
  const names = [...new Set(Object.values(errorTable).map((row) => row.name))];
  return {
    type: 'object',
    required: ['error', 'request', 'response'],
    properties: {
      error: {
        type: 'object',
        required: ['name', 'message'],
        properties: {
          name: { type: 'string', examples: names },
          message: { type: 'string' },
          code: { type: 'string', enum: Object.keys(errorTable) },
        },
      },
      request: { type: 'object', properties: { method: { type: 'string' }, url: { type: 'string' } } },
      response: { type: 'object', properties: { statusCode: { type: 'integer' } } },
    },
  };
}
