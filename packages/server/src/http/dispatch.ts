/** From a request to a handler of the route table and back: identity, permission, shapes, answer. */
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { CallboardError } from '@callboard/core';
import { Reply, type Identity, type Log } from '@callboard/plugin/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { errorBody, toSeenError } from './errors.ts';
import type { Route, RouteTable } from './router.ts';

export interface Authority {
  /** Who calls. @throws {CallboardError} `credentials-missing`, `credentials-invalid` */
  identify(request: FastifyRequest): Promise<Identity>;
  /** @throws {CallboardError} `not-allowed` */
  authorize(identity: Identity, permission: string): void;
}

const BODY_LIMIT = 5_000_000;
const COMPRESS_FROM = 2048;
const JSON_TYPE = 'application/json; charset=utf-8';
const nobody: Identity = { type: 'none', subject: 'anonymous', ownership: [] };
const compress = promisify(gzip);

export function createDispatcher(table: RouteTable, authority: Authority, log: Log) {
  return async function dispatch(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const path = pathOf(request.url);
    const found = table.find(request.method, path);
    if (!found) return unknownRoute(table, path, request, reply);
    const { route, params } = found;
    const url = request.url.slice(route.mount.length) || '/';
    try {
      const identity = route.options.permission === 'public' ? nobody : await authority.identify(request);
      if (route.options.permission !== 'public') authority.authorize(identity, route.options.permission);
      const result = await (route.handler as (input: unknown) => unknown)({
        params: check(route.options.params, params, 'params'),
        query: check(route.options.query, request.query, 'query'),
        body: readBody(route, request),
        headers: request.headers,
        url,
        method: request.method,
        identity,
        get signal() {
          return signalOf(request, reply);
        },
        log,
      });
      return await answer(result, request, reply);
    } catch (error) {
      const seen = toSeenError(error);
      if (seen.unexpected) log.error('a request failed', { method: request.method, path, plugin: route.plugin, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      return reply.code(seen.status).header('content-type', JSON_TYPE).send(JSON.stringify(errorBody(seen, request.method, url)));
    }
  };
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}

/** A plugin's unknown route has an empty body, as existing clients know it; where no plugin is, the usual error says so. */
function unknownRoute(table: RouteTable, path: string, request: FastifyRequest, reply: FastifyReply): unknown {
  if (table.knowsMount(path)) return reply.code(404).send();
  const seen = toSeenError(new CallboardError('not-found', `Nothing answers at ${path}`));
  return reply.code(404).header('content-type', JSON_TYPE).send(JSON.stringify(errorBody(seen, request.method, request.url)));
}

function signalOf(request: FastifyRequest, reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => controller.abort());
  if (request.raw.destroyed && !request.raw.complete) controller.abort();
  return controller.signal;
}

function check(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (!schema) return value;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new CallboardError('input-invalid', result.error.issues.map((issue) => wording(issue, where)).join('; '));
}

function wording(issue: z.core.$ZodIssue, where: string): string {
  if (issue.code === 'unrecognized_keys' && where === 'query') return `Unknown query parameter ${issue.keys.map((key) => `'${key}'`).join(', ')}`;
  const path = ['request', where, ...issue.path.map(String)].join('/');
  return `${path}: ${issue.message}`;
}

function readBody(route: Route, request: FastifyRequest): unknown {
  if (route.method === 'GET') return undefined;
  const bytes = request.body instanceof Buffer ? request.body : Buffer.alloc(0);
  if (bytes.length > (route.options.bodyLimit ?? BODY_LIMIT)) throw new CallboardError('payload-too-large', `The body has ${bytes.length} bytes; ${route.options.bodyLimit ?? BODY_LIMIT} are allowed`);
  if (route.options.rawBody) return bytes;
  if (!route.options.body) return undefined;
  return check(route.options.body, parseJson(bytes, request.headers['content-type']), 'body');
}

function parseJson(bytes: Buffer, contentType: string | undefined): unknown {
  if (!bytes.length) return undefined;
  if (!contentType?.includes('json')) throw new CallboardError('input-invalid', `Illegal Content-Type header, expected application/json but found ${contentType ?? 'none'}`);
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new CallboardError('input-invalid', `Malformed request: the body is not JSON: ${(error as Error).message}`);
  }
}

async function answer(result: unknown, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  if (!(result instanceof Reply)) {
    if (result === undefined) return reply.code(204).send();
    return sendText(JSON.stringify(result), JSON_TYPE, request, reply);
  }
  reply.code(result.status);
  for (const [name, value] of Object.entries(result.headers)) reply.header(name, value);
  if (typeof result.body !== 'string') return reply.send(result.body as Buffer | Readable | undefined);
  return sendText(result.body, result.headers['content-type'] ?? JSON_TYPE, request, reply);
}

async function sendText(text: string, type: string, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  reply.header('content-type', type);
  if (text.length < COMPRESS_FROM || !/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(text);
  reply.header('content-encoding', 'gzip').header('vary', 'accept-encoding');
  return reply.send(await compress(text, { level: 4 }));
}
