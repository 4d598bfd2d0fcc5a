/** The OpenAPI 3.1 document, made from the route table. */
import { errorTable } from '@callboard/core';
import { z } from 'zod';
import type { Route, RouteTable } from './router.ts';

type Schema = Record<string, unknown>;

/** Everything that answers under `/api`, as OpenAPI 3.1. */
export function openApiDocument(table: RouteTable, portal: { baseUrl: string; version: string }): Schema {
  const paths: Record<string, Record<string, unknown>> = {};
  const sorted = [...table.routes].sort((a, b) => (`${a.mount}${a.path}` < `${b.mount}${b.path}` ? -1 : 1));
  for (const route of sorted) {
    const path = `${route.mount}${route.path}`.replace(/:(\w+)/g, '{$1}').replace(/\*$/, '{path}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Callboard', version: portal.version, description: 'The catalog of software, teams and ownership. Paths outside /api/callboard are compatible with existing clients.', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: portal.baseUrl }],
    security: [{ bearer: [] }],
    paths,
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } }, schemas: { Error: errorSchema() } },
  };
}

function operation(route: Route): Schema {
  const { options } = route;
  const responses: Record<string, unknown> = {};
  for (const [status, schema] of Object.entries(options.response ?? { 200: z.unknown() })) {
    responses[status] = { description: Number(status) < 300 ? 'Success' : 'Failure', content: { 'application/json': { schema: toSchema(schema, 'output') } } };
  }
  responses['default'] = { description: 'Failure', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } };
  return {
    operationId: `${route.method.toLowerCase()}${`${route.mount}${route.path}`.replace(/[^a-zA-Z0-9]+(\w?)/g, (_all, next: string) => next.toUpperCase())}`,
    tags: [route.plugin],
    ...(options.summary ? { summary: options.summary } : {}),
    ...(options.description ? { description: options.description } : {}),
    ...(options.permission === 'public' ? { security: [] } : { 'x-permission': options.permission }),
    parameters: [...pathParameters(route), ...parameters(options.query, 'query')],
    ...(options.body ? { requestBody: { content: { 'application/json': { schema: toSchema(options.body, 'input') } } } } : {}),
    responses,
  };
}

function pathParameters(route: Route): Schema[] {
  const declared = parameters(route.options.params, 'path');
  const names = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1]!);
  return names.map((name) => declared.find((parameter) => parameter['name'] === name) ?? { name, in: 'path', required: true, schema: { type: 'string' } });
}

function parameters(schema: z.ZodType | undefined, place: 'path' | 'query'): Schema[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = toSchema(schema, 'input') as { properties?: Record<string, Schema>; required?: string[] };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({ name, in: place, required: place === 'path' || required.includes(name), ...(description ? { description } : {}), schema: rest }));
}

function toSchema(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });
  return rest;
}

function errorSchema(): Schema {
  return {
    type: 'object',
    required: ['error', 'request', 'response'],
    properties: {
      error: {
        type: 'object',
        required: ['name', 'message'],
        properties: { name: { type: 'string', examples: [...new Set(Object.values(errorTable).map((row) => row.name))] }, message: { type: 'string' }, code: { type: 'string', enum: Object.keys(errorTable) } },
      },
      request: { type: 'object', properties: { method: { type: 'string' }, url: { type: 'string' } } },
      response: { type: 'object', properties: { statusCode: { type: 'integer' } } },
    },
  };
}
