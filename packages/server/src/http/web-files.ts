/** The built web: its files, and its page for every path that is a view. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** What a page of ours may load: everything from here, pictures of people from anywhere. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-cache',
  'content-security-policy':
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; font-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'self'; object-src 'none'",
  'cross-origin-opener-policy': 'same-origin',
};
const FOREVER = 'public, max-age=31536000, immutable';

/** Serves the web where it has been built. */
export async function addWeb(app: FastifyInstance, folder: string): Promise<void> {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) return;
  const common = { preCompressed: true, cacheControl: false, index: false } as const;
  // Names in there hold a hash of the content: they never change. There are hundreds, so each is looked for when it is asked for.
  await app.register(fastifyStatic, {
    ...common,
    root: join(folder, 'assets'),
    prefix: '/assets/',
    setHeaders: (reply) => void reply.header('cache-control', FOREVER),
  });
  await app.register(fastifyStatic, {
    ...common,
    root: folder,
    wildcard: false,
    globIgnore: ['assets/**'],
    decorateReply: false,
    setHeaders: (reply) => void reply.header('cache-control', 'no-cache'),
  });
  const page = readFileSync(index, 'utf8');
  const sendPage = (reply: FastifyReply) => reply.headers(PAGE_HEADERS).send(page);
  app.get('/', (_request, reply) => sendPage(reply));
  app.get('/*', (request, reply) => (isFile(request.url) ? reply.callNotFound() : sendPage(reply)));
}

/** Every path is a view of the web's own, but for assets and what has an ending at the top, such as `/favicon.ico`. */
function isFile(url: string): boolean {
  return url.startsWith('/assets/') || /^\/[^/?]*\.[^/?]*(\?|$)/.test(url);
}
