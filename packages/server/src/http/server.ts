/** The HTTP server: transport, limits and headers; what is answered stands in the route table. */
import { CallboardError } from '@callboard/core';
import type { Log } from '@callboard/plugin/server';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { sendError } from './answer.ts';
import { LARGEST_BODY } from './body.ts';
import type { Dispatch } from './dispatch.ts';
import { toRefusal, toSeenError } from './errors.ts';
import { addWeb, type PluginsOnWeb } from './web-files.ts';

export interface HttpServerOptions {
  /** Answers everything under `/api`; `undefined` while the portal is starting. */
  dispatcher(): Dispatch | undefined | Promise<Dispatch | undefined>;
  /** Folder of the built web; absent: the API alone. */
  webFolder?: string;
  pluginsOnWeb?: PluginsOnWeb;
  readiness(): { ok: boolean; message?: string };
  log: Log;
}

/** Milliseconds that a request may take to arrive. */
const ARRIVAL = 120_000;
/** Milliseconds that requests have to end once the portal is stopping. */
const GRACE = 5000;
/** Of answers that do not say otherwise: for nobody else's eyes, pages or caches. */
const API_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
};

export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit: LARGEST_BODY,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 4000 },
    requestTimeout: ARRIVAL,
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) =>
      void sendError(toRefusal(error), request as FastifyRequest, reply as FastifyReply),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addHook('onSend', async (request, reply) => addHeaders(request, reply));
  app.setErrorHandler((error, request, reply) => {
    const seen = toRefusal(error);
    // A client that breaks off in the middle of a body is no failure of ours.
    if (seen.unexpected && !reply.raw.destroyed)
      options.log.error('a request failed', { method: request.method, error });
    return sendError(seen, request, reply);
  });
  app.setNotFoundHandler((request, reply) => {
    const [path] = request.url.split('?');
    return sendError(toSeenError(new CallboardError('not-found', `Nothing is at ${path}`)), request, reply);
  });
  addHealth(app, options);
  const dispatch: Dispatch = async (request, reply) => {
    const dispatcher = await options.dispatcher();
    return dispatcher
      ? dispatcher(request, reply)
      : sendError(toSeenError(new CallboardError('not-ready')), request, reply);
  };
  app.all('/api', dispatch);
  app.all('/api/*', dispatch);
  if (options.webFolder) await addWeb(app, options.webFolder, options.pluginsOnWeb ?? {});
  return app;
}

/** Takes no more requests, lets those that are under way end, and cuts off what does not within the grace (milliseconds). */
export async function closeHttpServer(app: FastifyInstance, grace = GRACE): Promise<void> {
  // A connection that was busy when the server closed is not ended by anybody once it is idle.
  const idle = setInterval(() => app.server.closeIdleConnections(), 50);
  const patience = setTimeout(() => app.server.closeAllConnections(), grace);
  try {
    await app.close();
  } finally {
    clearInterval(idle);
    clearTimeout(patience);
  }
}

function addHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'same-origin');
  if (!request.url.startsWith('/api')) return;
  for (const [name, value] of Object.entries(API_HEADERS)) if (!reply.hasHeader(name)) reply.header(name, value);
}

function addHealth(app: FastifyInstance, { readiness }: HttpServerOptions): void {
  app.get('/.backstage/health/v1/readiness', (_request, reply) => {
    const { ok, message } = readiness();
    return ok ? reply.send({ status: 'ok' }) : reply.code(503).send({ status: 'error', message });
  });
  app.get('/.backstage/health/v1/liveness', (_request, reply) => reply.send({ status: 'ok' }));
  app.get('/healthcheck', (_request, reply) => reply.send({ status: 'ok' }));
}
