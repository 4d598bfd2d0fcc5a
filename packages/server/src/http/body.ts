/** Reading what a client sends: bytes, then JSON, then the shape that the route declares. */
import { CallboardError } from '@callboard/core';
import type { z } from 'zod';
import type { Route } from './router.ts';

/** Bytes of a body unless the route says otherwise, and at most. */
export const DEFAULT_BODY = 5_000_000;
export const LARGEST_BODY = 10_000_000;
/** Levels of nesting; what checks a body calls itself for each. */
const DEEPEST = 200;
const JSON_TYPE = /^application\/([\w.+-]+\+)?json\s*(;|$)/i;

/** @throws {CallboardError} `payload-too-large`, `input-invalid` */
export function readBody(route: Route, body: unknown, contentType: string | undefined): unknown {
  if (route.method === 'GET') return undefined;
  const bytes = body instanceof Buffer ? body : Buffer.alloc(0);
  const limit = route.options.bodyLimit ?? DEFAULT_BODY;
  if (bytes.length > limit)
    throw new CallboardError('payload-too-large', `The body has ${bytes.length} bytes; ${limit} are allowed`);
  if (route.options.rawBody) return bytes;
  if (!route.options.body) return undefined;
  return checkShape(route.options.body, parseJson(bytes, contentType), 'body');
}

/** @throws {CallboardError} `input-invalid`, naming everything that does not fit */
export function checkShape(schema: z.ZodType | undefined, value: unknown, where: 'params' | 'query' | 'body'): unknown {
  if (!schema) return value;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new CallboardError('input-invalid', result.error.issues.map((issue) => wording(issue, where)).join('; '));
}

function wording(issue: z.core.$ZodIssue, where: string): string {
  if (issue.code === 'unrecognized_keys' && where === 'query')
    return `Unknown query parameter ${issue.keys.map((key) => `'${key}'`).join(', ')}`;
  return `${['request', where, ...issue.path.map(String)].join('/')}: ${issue.message}`;
}

function parseJson(bytes: Buffer, contentType: string | undefined): unknown {
  if (!bytes.length) return undefined;
  // A page of another site can send text without being asked for its origin, but not JSON.
  if (!JSON_TYPE.test(contentType ?? ''))
    throw new CallboardError(
      'input-invalid',
      `Illegal Content-Type header, expected application/json but found ${contentType ?? 'none'}`,
    );
  const text = bytes.toString('utf8');
  if (isDeep(text))
    throw new CallboardError('input-invalid', `Malformed request: the body is nested more than ${DEEPEST} deep`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CallboardError('input-invalid', `Malformed request: the body is not JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

function isDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) quoted = !quoted;
    else if (quoted) at += character === BACKSLASH ? 1 : 0;
    else if (OPENING.has(character)) depth += 1;
    else if (CLOSING.has(character)) depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}
