/** Sending what a handler answers. */
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Reply } from '@callboard/plugin/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorBody, type SeenError } from './errors.ts';

// An import statement would evaluate everything that the module exports, a second HTTP client among it: noticeable at each start.
const { validateHeaderName, validateHeaderValue } = process.getBuiltinModule('node:http');

const COMPRESS_FROM = 2048;
const ACCEPTS_GZIP = /\bgzip\b(?!\s*;\s*q=0(\.0+)?\s*(,|$))/i;
const JSON_TYPE = 'application/json; charset=utf-8';
const compress = promisify(gzip);

/** @param onBreak told when a stream breaks off: the client sees no more of it than that */
export async function sendAnswer(
  result: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  onBreak: (error: Error) => void,
): Promise<unknown> {
  if (!(result instanceof Reply)) {
    if (result === undefined) return reply.code(204).send();
    return sendText(JSON.stringify(result), JSON_TYPE, request, reply);
  }
  for (const [name, value] of Object.entries(result.headers)) {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  }
  reply.code(result.status).headers(result.headers);
  const { body } = result;
  if (typeof body === 'string') return sendText(body, result.headers['content-type'] ?? JSON_TYPE, request, reply);
  if (!(body instanceof Readable)) return reply.send(body);
  if (request.method === 'HEAD') {
    body.destroy();
    return reply.send();
  }
  body.once('error', onBreak);
  return reply.send(body);
}

export function sendError(
  error: SeenError,
  request: FastifyRequest,
  reply: FastifyReply,
  url = request.url,
): FastifyReply {
  if (error.status === 401) reply.header('www-authenticate', 'Bearer');
  if (error.code === 'not-ready') reply.header('retry-after', '1');
  return reply
    .code(error.status)
    .header('content-type', JSON_TYPE)
    .send(JSON.stringify(errorBody(error, request.method, url)));
}

async function sendText(text: string, type: string, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  reply.header('content-type', type);
  if (text.length < COMPRESS_FROM) return reply.send(text);
  reply.header('vary', 'accept-encoding');
  if (!ACCEPTS_GZIP.test(request.headers['accept-encoding'] ?? '')) return reply.send(text);
  return reply.header('content-encoding', 'gzip').send(await compress(text, { level: 4 }));
}
