/** From a request to a handler of the route table and back: identity, permission, shapes, answer. */
import { CallboardError } from '@callboard/core';
import type { Identity, Log } from '@callboard/plugin/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorText } from '../error-text.ts';
import type { Call } from '../plugins/health/health.ts';
import { within } from '../plugins/scope.ts';
import type { Redact } from '../redact.ts';
import { sendAnswer, sendError } from './answer.ts';
import { checkShape, readBody } from './body.ts';
import { toSeenError } from './errors.ts';
import { HOST, type Route, type RouteTable } from './router.ts';

export interface Authority {
  /** Who calls. @throws {CallboardError} `credentials-missing`, `credentials-invalid`, `not-allowed` */
  identify(request: Pick<FastifyRequest, 'headers' | 'method'>): Promise<Identity>;
  /** @throws {CallboardError} `not-allowed` */
  authorize(identity: Identity, permission: string): void;
}

export interface DispatcherOptions {
  table: RouteTable;
  authority: Authority;
  log: Log;
  redact: Redact;
  /** Told of every call of a plugin's route; an answer that a client brought about, such as 404, is no error. */
  onCall?(plugin: string, call: Call): void;
  /** Milliseconds that a plugin has to answer. */
  patience?: number;
}

const PATIENCE = 60_000;

export type Dispatch = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

const nobody: Identity = Object.freeze({ type: 'none', subject: 'anonymous', ownership: [] });

export function createDispatcher(options: DispatcherOptions): Dispatch {
  const { table, authority, log, redact, onCall, patience = PATIENCE } = options;
  return async function dispatch(request, reply) {
    const path = pathOf(request.url);
    const found = table.find(request.method === 'HEAD' ? 'GET' : request.method, path);
    if (!found) return unknownRoute(table, path, request, reply);
    const { route, params } = found;
    const url = below(route.mount, request.url);
    const report = (message: string, error: unknown) =>
      log.error(message, { method: request.method, path, plugin: route.plugin, error });
    const began = performance.now();
    const noteCall = (error?: unknown) => {
      if (route.plugin === HOST) return;
      const failed = error === undefined ? {} : { error: redact(errorText(error)) };
      const name = `${route.method} ${route.mount}${route.path}`;
      onCall?.(route.plugin, { place: 'request', name, milliseconds: performance.now() - began, ...failed });
    };
    try {
      const identity = await identityFor(route, request, authority);
      const handle = route.handler as (input: unknown) => unknown;
      const answer = handle({
        params: checkShape(route.options.params, params, 'params'),
        query: checkShape(route.options.query, request.query, 'query'),
        body: readBody(route, request.body, request.headers['content-type']),
        headers: withoutCredentials(request.headers),
        url,
        method: request.method,
        identity,
        get signal() {
          return signalOf(reply);
        },
        log,
      });
      const result =
        answer instanceof Promise && route.plugin !== HOST
          ? await within(patience, answer, `${path} has not been answered`)
          : await answer;
      noteCall();
      return await sendAnswer(result, request, reply, (error) => report('an answer broke off', error));
    } catch (error) {
      const seen = toSeenError(error, route.plugin === HOST ? undefined : route.plugin);
      noteCall(seen.unexpected ? error : undefined);
      if (seen.unexpected) report('a request failed', error);
      return sendError({ ...seen, message: redact(seen.message) }, request, reply, url);
    }
  };
}

async function identityFor(route: Route, request: FastifyRequest, authority: Authority): Promise<Identity> {
  const { permission } = route.options;
  if (permission === 'public') return nobody;
  const identity = await authority.identify(request);
  authority.authorize(identity, permission);
  return identity;
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}

/** Path and query inside a mount, however the mount was written. */
function below(mount: string, url: string): string {
  const target = url.replace(/^https?:\/\/[^/?]*/i, '');
  if (target.startsWith(mount)) return target.slice(mount.length) || '/';
  const parts = mount.split('/').length - 1;
  return target.replace(new RegExp(`^(/[^/?]*){${parts}}`), '') || '/';
}

/** A plugin's unknown route has an empty body, as existing clients know it; where no plugin is, the usual error says so. */
function unknownRoute(table: RouteTable, path: string, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const methods = request.method === 'OPTIONS' ? table.methodsOf(path) : [];
  if (methods.length)
    return reply
      .code(204)
      .header('allow', ['OPTIONS', ...methods].join(', '))
      .send();
  if (table.knowsMount(path)) return reply.code(404).send();
  return sendError(toSeenError(new CallboardError('not-found', `Nothing answers at ${path}`)), request, reply);
}

/** Who calls is said by `identity`; the proof of it is nobody else's. */
function withoutCredentials({
  authorization: _token,
  cookie: _cookie,
  ...headers
}: FastifyRequest['headers']): FastifyRequest['headers'] {
  return headers;
}

function signalOf(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  if (reply.raw.destroyed) controller.abort();
  else reply.raw.once('close', () => controller.abort());
  return controller.signal;
}
