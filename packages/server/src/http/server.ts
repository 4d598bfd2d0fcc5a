/** The HTTP server: transport, limits and headers; what is answered stands in the route table. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { errorBody, toSeenError } from './errors.ts';

export interface HttpServerOptions {
  dispatch: (request: never, reply: never) => Promise<unknown>;
  /** Folder of the built web; absent: the API alone. */
  webFolder?: string;
  readiness(): { ok: boolean; message?: string };
  /** Called once at each page load, for the few facts that the page needs before it can ask. */
  docsPage(): string;
}

const BODY_LIMIT = 10_000_000;
const CONTENT_SECURITY = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'self'; base-uri 'self'; object-src 'none'";

export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const app = Fastify({ logger: false, bodyLimit: BODY_LIMIT, routerOptions: { ignoreTrailingSlash: true, maxParamLength: 4000 }, forceCloseConnections: true, requestTimeout: 120_000 });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addHook('onSend', async (_request, reply) => void reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'same-origin'));
  app.setErrorHandler((error, request, reply) => {
    const seen = toSeenError(error);
    return reply.code(seen.status).header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(errorBody(seen, request.method, request.url)));
  });
  addHealth(app, options);
  app.get('/api/callboard/docs', (_request, reply) => html(reply, options.docsPage()));
  app.all('/api/*', options.dispatch as (request: unknown, reply: unknown) => Promise<unknown>);
  if (options.webFolder && existsSync(join(options.webFolder, 'index.html'))) await addWeb(app, options.webFolder);
  return app;
}

function addHealth(app: FastifyInstance, { readiness }: HttpServerOptions): void {
  app.get('/.backstage/health/v1/readiness', (_request, reply) => {
    const { ok, message } = readiness();
    return ok ? reply.send({ status: 'ok' }) : reply.code(503).send({ status: 'error', message });
  });
  app.get('/.backstage/health/v1/liveness', (_request, reply) => reply.send({ status: 'ok' }));
  app.get('/healthcheck', (_request, reply) => reply.send({ status: 'ok' }));
}

async function addWeb(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    preCompressed: true,
    cacheControl: false,
    // Names under assets/ hold a hash of the content: they never change.
    setHeaders: (reply, path) => void reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'),
  });
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  app.get('/', (_request, reply) => html(reply, page));
  // Every other path is a view of the web's own; files with an ending that are not there are really not there.
  app.setNotFoundHandler((request, reply) => {
    if (request.method !== 'GET' || request.url.startsWith('/assets/')) return reply.code(404).send();
    return html(reply, page);
  });
}

function html(reply: FastifyReply, text: string): FastifyReply {
  return reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-cache').header('content-security-policy', CONTENT_SECURITY).send(text);
}
