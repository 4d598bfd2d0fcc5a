/** Routes, as a plugin declares them. The host checks identity and permission before the handler runs. */
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Identity } from './identity.ts';
import type { Log } from './scope.ts';

type Parsed<S> = S extends z.ZodType ? z.output<S> : unknown;

/** What a route declares: who may call it, and the shapes of what it takes and gives. */
export interface RouteOptions<Params, Query, Body> {
  /** Id of a permission that the manifest declares (`public` for none at all). The host refuses a route without one. */
  permission: string;
  summary?: string;
  description?: string;
  params?: Params;
  query?: Query;
  body?: Body;
  /** By status code; goes into the OpenAPI document. Answers are not re-serialised through it. */
  response?: Record<number, z.ZodType>;
  /** Bytes; 5 MB unless told. */
  bodyLimit?: number;
  /** The handler gets the bytes of the body as they came (webhooks check signatures over them). */
  rawBody?: boolean;
}

/** What a handler is given. Everything that the route declares a shape for has been checked. */
export interface RouteRequest<Params, Query, Body> {
  params: Parsed<Params> extends Record<string, unknown> ? Parsed<Params> : Record<string, string>;
  query: Parsed<Query>;
  body: Parsed<Body>;
  headers: Record<string, string | string[] | undefined>;
  /** Path and query inside the plugin, such as `/entities?limit=1`. */
  url: string;
  method: string;
  identity: Identity;
  /** Aborted when the client is gone. */
  signal: AbortSignal;
  log: Log;
}

/** An answer other than "200 with this as JSON". */
export class Reply {
  readonly status: number;
  readonly body: string | Buffer | Readable | undefined;
  readonly headers: Record<string, string>;
  constructor(status: number, body?: string | Buffer | Readable, headers: Record<string, string> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** JSON text that needs no serialising any more. */
export function jsonText(text: string | Buffer | Readable, status = 200, headers: Record<string, string> = {}): Reply {
  return new Reply(status, text, { 'content-type': 'application/json; charset=utf-8', ...headers });
}

/** Answers a request: a value is sent as JSON, `undefined` as 204, a {@link Reply} as it says. What it throws becomes an error answer. */
export type RouteHandler<Params, Query, Body> = (request: RouteRequest<Params, Query, Body>) => unknown;

type AddRoute = <Params = undefined, Query = undefined, Body = undefined>(
  path: string,
  options: RouteOptions<Params, Query, Body>,
  handler: RouteHandler<Params, Query, Body>,
) => void;

/** Routes under `/api/<plugin id>`; `at` gives those under another prefix that the manifest declares in `mounts`. */
export interface Http {
  get: AddRoute;
  post: AddRoute;
  put: AddRoute;
  patch: AddRoute;
  delete: AddRoute;
  at(mount: string): Http;
}
