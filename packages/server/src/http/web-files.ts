/** The built web: its files, and its page for every path that is a view. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { WEB_HALVES } from '../plugins/web-half.ts';
import { pagePreloads, type PageOfPlugin } from './page-files.ts';

/** What a page of ours may load: everything from here, pictures of people from anywhere. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-cache',
  'content-security-policy':
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; font-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'self'; object-src 'none'",
  'cross-origin-opener-policy': 'same-origin',
};
const FOREVER = 'public, max-age=31536000, immutable';

/** Folder in which a file of a plugin's web half lies, `undefined` when there is no such file. */
export type FindWebHalf = (plugin: string, build: string, file: string) => string | undefined;

export interface PluginsOnWeb {
  findWebHalf?: FindWebHalf;
  /** Origins of what plugins embed. */
  frames?: () => readonly string[];
  /** What plugins contribute. */
  pages?: () => readonly PageOfPlugin[];
}

/** Serves the web where it has been built, and the web halves of plugins that are not part of it. */
export async function addWeb(app: FastifyInstance, folder: string, plugins: PluginsOnWeb): Promise<void> {
  const { findWebHalf, frames = () => [], pages = () => [] } = plugins;
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
  app.get<{ Params: { plugin: string; build: string; file: string } }>(
    `${WEB_HALVES}/:plugin/:build/:file`,
    ({ params: { plugin, build, file } }, reply) => {
      const place = findWebHalf?.(plugin, build, file);
      if (place === undefined) return reply.callNotFound();
      return reply.header('cache-control', FOREVER).sendFile(file, place);
    },
  );
  const page = readFileSync(index, 'utf8');
  const policy = policyFor(page);
  const preloadsAt = pagePreloads(folder);
  const sendPage = (reply: FastifyReply, url: string) =>
    reply
      .headers({
        ...PAGE_HEADERS,
        'content-security-policy': [policy, ['frame-src', "'self'", ...frames()].join(' ')].join('; '),
      })
      .send(page.replace('</head>', () => `${preloadsAt(url.replace(/[?#].*$/, ''), pages())}</head>`));
  app.get('/', (request, reply) => sendPage(reply, request.url));
  app.get('/*', (request, reply) => (isFile(request.url) ? reply.callNotFound() : sendPage(reply, request.url)));
}

/** The page holds one script of its own: the import map, which browsers take from nowhere else. */
function policyFor(page: string): string {
  const [, map] = /<script type="importmap">([^<]*)<\/script>/.exec(page) ?? [];
  const policy = PAGE_HEADERS['content-security-policy'];
  if (map === undefined) return policy;
  const hash = createHash('sha256').update(map).digest('base64');
  return policy.replace("script-src 'self'", `script-src 'self' 'sha256-${hash}'`);
}

/** Every path is a view of the web's own, but for assets, files of plugins and what has an ending at the top, such as `/favicon.ico`. */
function isFile(url: string): boolean {
  return url.startsWith('/assets/') || url.startsWith(`${WEB_HALVES}/`) || /^\/[^/?]*\.[^/?]*(\?|$)/.test(url);
}
