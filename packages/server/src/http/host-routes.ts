/** The host's own routes: what is running, what changed, the live stream, the API described. */
import { Reply, z, type Changes, type Http } from '@callboard/plugin/server';
import type { JobStatus } from '../jobs/store.ts';
import type { RunningPlugin } from '../plugins/host.ts';
import { docsPage } from './docs-page.ts';
import type { EventStreams } from './events.ts';
import type { Schema } from './openapi.ts';
import { PAGE_HEADERS } from './web-files.ts';

export const hostPermissions = [
  'portal.read',
  'source.read',
  'source.create',
  'source.delete',
  'source.harvest',
  'source.confirm',
  'user.read',
  'plugin.read',
  'plugin.manage',
  'action.read',
  'action.use',
  'fact.read',
] as const;

/** What the pages say about the portal as a whole. */
export interface PortalFacts {
  /** It shows the built-in example company, because nobody has told it of any code. */
  isExample: boolean;
}

export interface HostRouteOptions {
  facts: PortalFacts;
  events: EventStreams;
  changes: Changes;
  plugins(): RunningPlugin[];
  jobs(): Promise<JobStatus[]>;
  openApi(): Schema;
}

const changeNumber = z
  .string()
  .regex(/^\d{1,15}$/, 'must be the number of a change')
  .transform(Number)
  .optional();
const eventsQuery = z.object({ after: changeNumber });
const changesQuery = z.object({
  type: z.string().default('entity'),
  before: changeNumber,
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export function addHostRoutes(http: Http, { facts, events, changes, plugins, jobs, openApi }: HostRouteOptions): void {
  http.get('/portal', { permission: 'portal.read', summary: 'What this portal is' }, () => facts);
  http.get('/plugins', { permission: 'portal.read', summary: 'What is installed and what it adds' }, () => ({
    items: plugins(),
  }));
  http.get(
    '/jobs',
    { permission: 'portal.read', summary: 'When the recurring jobs of plugins ran last' },
    async () => ({ items: await jobs() }),
  );
  http.get('/openapi.json', { permission: 'public', summary: 'This API as OpenAPI 3.1' }, () => openApi());
  http.get(
    '/docs',
    { permission: 'public', summary: 'This API as a page' },
    () => new Reply(200, docsPage(openApi()), PAGE_HEADERS),
  );
  http.get(
    '/events',
    {
      permission: 'portal.read',
      summary: 'Changes as they happen',
      description: 'A stream of server-sent events, resumable with ?after= or the header Last-Event-ID.',
      query: eventsQuery,
    },
    ({ query, headers, signal }) => events.open(query.after ?? lastEventId(headers['last-event-id']), signal),
  );
  http.get(
    '/changes',
    { permission: 'portal.read', summary: 'The change log, newest first', query: changesQuery },
    async ({ query: { type, before, limit } }) => {
      const items = await changes.read({ type, limit, order: 'desc', ...(before === undefined ? {} : { before }) });
      return { items: items.map(({ before: _before, after: _after, ...change }) => change) };
    },
  );
}

function lastEventId(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}
