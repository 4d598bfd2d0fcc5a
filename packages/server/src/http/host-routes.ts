/** The host's own routes: what is running, sources and their harvests, the live stream, webhooks. */
import { CallboardError } from '@callboard/core';
import { Reply, z, type Changes, type Http, type Preview } from '@callboard/plugin/server';
import type { HarvestCoordinator } from '../harvest/coordinator.ts';
import type { RunningPlugin } from '../plugins/host.ts';
import { matchesRepository } from '../webhooks/match.ts';
import { parseWebhook, type WebhookSecrets } from '../webhooks/webhook.ts';
import type { EventStreams } from './events.ts';

export const hostPermissions = ['portal.read', 'source.read', 'source.create', 'source.delete', 'source.harvest', 'source.confirm', 'user.read'] as const;

export interface HostRouteOptions {
  sources: HarvestCoordinator;
  events: EventStreams;
  changes: Changes;
  plugins(): RunningPlugin[];
  webhookSecrets: WebhookSecrets;
  /** Whether people may add folders of this machine. */
  allowFolders: boolean;
  readonly: boolean;
  openApi(): unknown;
}

const id = z.object({ id: z.string() });
const sourceInput = z.strictObject({
  type: z.enum(['folder', 'git', 'url']),
  target: z.string().trim().min(1).max(2000),
  options: z
    .strictObject({ branch: z.string().optional(), name: z.string().optional(), descriptors: z.array(z.string()).optional(), exclude: z.array(z.string()).optional(), repository: z.boolean().optional() })
    .optional()
    .describe('Credentials are not taken here: they come from integrations in the configuration.'),
});

export function addHostRoutes(http: Http, options: HostRouteOptions): void {
  http.get('/plugins', { permission: 'portal.read', summary: 'What is installed and what it adds' }, () => ({ items: options.plugins() }));
  http.get('/openapi.json', { permission: 'public', summary: 'This API as OpenAPI 3.1' }, () => options.openApi());
  http.get(
    '/events',
    { permission: 'portal.read', summary: 'Changes as they happen', description: 'A stream of server-sent events, resumable with ?after= or the header Last-Event-ID.', query: z.object({ after: z.coerce.number().int().min(0).optional() }) },
    ({ query, headers, signal }) => options.events.open(query.after ?? lastEventId(headers['last-event-id']), signal),
  );
  http.get(
    '/changes',
    {
      permission: 'portal.read',
      summary: 'The change log, newest first',
      query: z.object({ type: z.string().default('entity'), before: z.coerce.number().int().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    },
    async ({ query }) => ({ items: (await options.changes.read({ type: query.type, limit: query.limit, order: 'desc', ...(query.before ? { before: query.before } : {}) })).map(({ before: _before, after: _after, ...change }) => change) }),
  );
  addSourceRoutes(http, options);
}

function lastEventId(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d+$/.test(header) ? Number(header) : undefined;
}

function addSourceRoutes(http: Http, options: HostRouteOptions): void {
  const { sources } = options;
  http.get('/sources', { permission: 'source.read', summary: 'Sources and the state of their harvests' }, async () => ({ items: await sources.list() }));
  http.post('/sources', { permission: 'source.create', summary: 'Add a source and harvest it', body: sourceInput, response: { 201: z.unknown() } }, async ({ body, identity }) => {
    checkWritable(options);
    checkTarget(body, options);
    const status = await sources.add({ type: body.type, target: body.target, options: body.options ?? {} }, identity.subject, 'user');
    return new Reply(201, JSON.stringify(status));
  });
  http.post('/sources/preview', { permission: 'source.create', summary: 'What a source would bring in', body: sourceInput }, async ({ body }) => {
    checkTarget(body, options);
    const preview = await sources.preview({ type: body.type, target: body.target, options: body.options ?? {} });
    return { entities: entitiesOf(preview), findings: preview.findings };
  });
  http.get('/sources/:id/repositories', { permission: 'source.read', summary: 'Repositories of a source', params: id }, async ({ params }) => {
    await known(sources, params.id);
    return { items: await sources.repositories(params.id) };
  });
  http.post(
    '/sources/:id/harvest',
    { permission: 'source.harvest', summary: 'Harvest now', params: id, query: z.object({ wait: z.stringbool().default(false), repository: z.string().optional() }) },
    async ({ params, query, log }) => {
      await known(sources, params.id);
      const harvest = sources.harvest(params.id, query.repository ? { repository: query.repository } : {});
      if (query.wait) {
        await harvest;
        return sources.get(params.id);
      }
      harvest.catch((error: unknown) => log.warn('a harvest failed', { source: params.id, error: String(error) }));
      return new Reply(202, JSON.stringify({ status: 'harvesting' }));
    },
  );
  http.post('/sources/:id/confirm', { permission: 'source.confirm', summary: 'Remove what a held harvest no longer found', params: id }, async ({ params, identity }) => {
    await known(sources, params.id);
    await sources.confirm(params.id, identity.subject);
    return sources.get(params.id);
  });
  http.delete('/sources/:id', { permission: 'source.delete', summary: 'Remove a source and what only it says', params: id, response: { 204: z.unknown() } }, async ({ params, identity }) => {
    checkWritable(options);
    await known(sources, params.id);
    await sources.remove(params.id, identity.subject);
  });
}

/** Webhooks are recognised by their headers; the topic in the path is there for the eye. */
export function addWebhookRoutes(http: Http, options: HostRouteOptions): void {
  http.post('/http/:topic', { permission: 'public', summary: 'Webhook of a code host', rawBody: true, params: z.object({ topic: z.string() }), response: { 202: z.unknown() } }, ({ headers, body, log }) => {
    const hook = parseWebhook(headers, body as Buffer, options.webhookSecrets);
    const harvested = hook.ignored ? 0 : options.sources.harvestMatching((spec) => matchesRepository(spec, hook.repositoryUrls));
    log.info('webhook', { provider: hook.provider, event: hook.event, harvested, ...(hook.ignored ? { ignored: hook.ignored } : {}) });
    return new Reply(202, JSON.stringify({ event: hook.event, harvested, ...(hook.ignored ? { ignored: hook.ignored } : {}) }));
  });
}

async function known(sources: HarvestCoordinator, sourceId: string): Promise<void> {
  if (!(await sources.get(sourceId))) throw new CallboardError('not-found', `No source with id ${sourceId}`);
}

function checkWritable(options: HostRouteOptions): void {
  if (options.readonly) throw new CallboardError('not-allowed', 'This operation not allowed in readonly mode');
}

function checkTarget(input: { type: string; target: string }, options: HostRouteOptions): void {
  const local = input.type === 'folder' || (input.type === 'git' && !/^(https?|ssh):\/\/|^[\w.-]+@[\w.-]+:/.test(input.target));
  if (local && !options.allowFolders) throw new CallboardError('not-allowed', 'Folders of this machine are added in the configuration, unless the portal listens on a loopback address only');
}

function entitiesOf(preview: Preview): unknown[] {
  return preview.records.filter((record) => record.type === 'entity').map((record) => ({ ...(JSON.parse(record.body) as object), location: record.location }));
}
