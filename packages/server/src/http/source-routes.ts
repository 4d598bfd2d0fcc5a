/** Sources as people handle them, and the webhooks that announce changes in them. */
import { CallboardError } from '@callboard/core';
import { Reply, z, type Http, type SourceStatus } from '@callboard/plugin/server';
import type { HarvestCoordinator } from '../harvest/coordinator.ts';
import type { Integrations } from '../sources/source.ts';
import { matchesRepository } from '../webhooks/match.ts';
import { accessFor } from './source-access.ts';
import { summaryOf } from './source-preview.ts';
import { parseWebhook, type WebhookSecrets } from '../webhooks/webhook.ts';
import { LARGEST_BODY } from './body.ts';

export interface SourceRouteOptions {
  sources: HarvestCoordinator;
  /** Whether people may add folders of this machine. */
  allowFolders: boolean;
  integrations: Integrations;
  readonly: boolean;
}

export interface WebhookRouteOptions {
  sources: Pick<HarvestCoordinator, 'harvestMatching'>;
  secrets: WebhookSecrets;
  integrations: Integrations;
}

const id = z.object({ id: z.string() });
const globs = z.array(z.string().min(1).max(1000)).max(100);
const sourceInput = z.strictObject({
  type: z.enum(['folder', 'git', 'url']),
  target: z.string().trim().min(1).max(2000),
  options: z
    .strictObject({
      branch: z.string().max(500),
      name: z.string().max(500),
      descriptors: globs,
      exclude: globs,
      repository: z.boolean(),
    })
    .partial()
    .default({})
    .describe('Credentials are not taken here: they come from integrations in the configuration.'),
});
type Input = z.output<typeof sourceInput>;
const accessQuery = z.strictObject({ type: z.enum(['git', 'url']), target: z.string().trim().min(1).max(2000) });
const confirmQuery = z.object({
  held: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe('How many were seen: nothing is removed when it is not so any more.'),
});
const harvestQuery = z.object({ wait: z.stringbool().default(false), repository: z.string().optional() });

export function addSourceRoutes(http: Http, options: SourceRouteOptions): void {
  const { sources } = options;
  http.get('/sources', { permission: 'source.read', summary: 'Sources and the state of their harvests' }, async () => ({
    items: await sources.list(),
  }));
  http.post(
    '/sources',
    {
      permission: 'source.create',
      summary: 'Add a source and harvest it',
      body: sourceInput,
      response: { 201: z.unknown() },
    },
    async ({ body, identity }) => {
      checkWritable(options);
      checkTarget(body, options);
      return new Reply(201, JSON.stringify(await sources.add(body, identity.subject, 'user')));
    },
  );
  http.post(
    '/sources/preview',
    { permission: 'source.create', summary: 'What a source would bring in', body: sourceInput },
    async ({ body }) => {
      checkTarget(body, options);
      return summaryOf(await sources.preview(body));
    },
  );
  http.get(
    '/sources/access',
    {
      permission: 'source.create',
      summary: 'Whether a token is configured for the host of a source, and what to configure if not',
      query: accessQuery,
    },
    ({ query }) => accessFor(query, options.integrations),
  );
  http.get(
    '/sources/:id/repositories',
    { permission: 'source.read', summary: 'Repositories of a source', params: id },
    async ({ params }) => {
      await known(sources, params.id);
      return { items: await sources.repositories(params.id) };
    },
  );
  http.delete(
    '/sources/:id',
    {
      permission: 'source.delete',
      summary: 'Remove a source and what only it says',
      params: id,
      response: { 204: z.unknown() },
    },
    async ({ params, identity }) => {
      checkWritable(options);
      await known(sources, params.id);
      await sources.remove(params.id, identity.subject);
    },
  );
  addHarvestRoutes(http, options);
}

function addHarvestRoutes(http: Http, { sources }: SourceRouteOptions): void {
  http.post(
    '/sources/:id/harvest',
    { permission: 'source.harvest', summary: 'Harvest now', params: id, query: harvestQuery },
    async ({ params, query, log }) => {
      await known(sources, params.id);
      const harvest = sources.harvest(params.id, query.repository ? { repository: query.repository } : {});
      if (query.wait) {
        await harvest;
        return known(sources, params.id);
      }
      harvest.catch((error: unknown) => log.warn('a harvest failed', { source: params.id, error }));
      return new Reply(202, JSON.stringify({ status: 'harvesting' }));
    },
  );
  http.post(
    '/sources/:id/confirm',
    {
      permission: 'source.confirm',
      summary: 'Remove what a held harvest no longer found',
      description: 'A source that is no longer in the configuration goes with it: the answer is 204.',
      params: id,
      query: confirmQuery,
    },
    async ({ params, query, identity }) => {
      const { held } = await known(sources, params.id);
      if (query.held !== undefined && query.held !== held)
        throw new CallboardError('conflict', `${held} removals wait by now, not ${query.held}: look at them again`);
      await sources.confirm(params.id, identity.subject);
      return (await sources.get(params.id)) ?? new Reply(204);
    },
  );
}

/** Webhooks are recognised by their headers; the topic in the path is there for the eye. */
export function addWebhookRoutes(http: Http, { sources, secrets, integrations }: WebhookRouteOptions): void {
  http.post(
    '/http/:topic',
    {
      permission: 'public',
      summary: 'Webhook of a code host',
      rawBody: true,
      bodyLimit: LARGEST_BODY,
      params: z.object({ topic: z.string() }),
      response: { 202: z.unknown() },
    },
    ({ headers, body, log }) => {
      const { provider, event, ignored, repositoryUrls } = parseWebhook(headers, body as Buffer, secrets);
      const harvested = ignored
        ? 0
        : sources.harvestMatching((spec) => matchesRepository(spec, repositoryUrls, integrations));
      const said = { event, harvested, ...(ignored ? { ignored } : {}) };
      log.info('webhook', { provider, ...said });
      return new Reply(202, JSON.stringify(said));
    },
  );
}

/** @throws {CallboardError} `not-found` */
async function known(sources: HarvestCoordinator, sourceId: string): Promise<SourceStatus> {
  const status = await sources.get(sourceId);
  if (!status) throw new CallboardError('not-found', `No source with id ${sourceId}`);
  return status;
}

function checkWritable({ readonly }: SourceRouteOptions): void {
  if (readonly) throw new CallboardError('not-allowed', 'This operation not allowed in readonly mode');
}

const ELSEWHERE = /^(https?|ssh):\/\/|^[\w.-]+@[\w.-]+:/;

/** @throws {CallboardError} when the target holds credentials, or is on this machine and may not be */
function checkTarget({ type, target }: Input, { allowFolders }: SourceRouteOptions): void {
  const local = type === 'folder' || (type === 'git' && !ELSEWHERE.test(target));
  if (local && !allowFolders)
    throw new CallboardError(
      'not-allowed',
      'Folders of this machine are added in the configuration, unless nobody but this machine reaches the portal',
    );
  const { password, username, protocol } =
    !local && URL.canParse(target) ? new URL(target) : { password: '', username: '', protocol: '' };
  if (password || (username && protocol !== 'ssh:'))
    throw new CallboardError(
      'input-invalid',
      'The target holds credentials, which everybody would see. Leave them out and set integrations in the configuration',
    );
}
