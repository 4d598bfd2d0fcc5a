import { CallboardError, jsonText, type Http, type Reply } from '@callboard/plugin/server';
import { isPresent } from './catalog.ts';
import { report, type ReportAnswer, type Reporting } from './record/reporting.ts';
import { entityParams, idParams, listQuery, reportsBody } from './schema.ts';
import type { Deployment, DeploymentStore } from './store.ts';
import { readWebhook, type WebhookSecrets } from './webhook/webhook.ts';

export interface RouteParts extends Reporting {
  store: DeploymentStore;
  secrets: WebhookSecrets;
}

export function addRoutes(http: Http, parts: RouteParts): void {
  const { store, catalog, secrets } = parts;
  const read = { permission: 'deployments.read' } as const;

  http.post(
    '/',
    {
      permission: 'deployments.report',
      summary: 'Say which version is where: one report, or a list of them',
      description:
        'Answers when it is stored. 202 says that something about it is odd; it is stored all the same. A report with the key of an earlier one is about the same deployment.',
      body: reportsBody,
    },
    async ({ body, identity }) => replyTo(await report(parts, body, identity.subject)),
  );

  http.post(
    '/webhook',
    {
      permission: 'public',
      rawBody: true,
      bodyLimit: 1_000_000,
      summary: 'The same from senders that sign: your own, GitHub, GitLab',
    },
    async ({ body, headers }) => {
      const webhook = readWebhook(headers, body as unknown as Buffer, secrets, catalog);
      if (webhook.ignored !== undefined) return { ignored: webhook.ignored };
      const answer = await report(parts, webhook.reports, `webhook:${webhook.sender}`);
      return replyTo({ ...answer, warnings: [...webhook.warnings, ...answer.warnings] });
    },
  );

  http.get('/', { ...read, query: listQuery, summary: 'Deployments, the newest first' }, async ({ query }) => {
    const { items, ...rest } = await store.list(query);
    return { items: items.map(withNote), ...rest };
  });

  http.get(
    '/entities/:namespace/:kind/:name',
    { ...read, params: entityParams, summary: 'What of an entity runs where' },
    async ({ params: { namespace, kind, name } }) => {
      const entityRef = `${kind}:${namespace}/${name}`.toLowerCase();
      const places = await store.places(entityRef);
      return { entityRef, isInCatalog: isPresent(catalog, entityRef), places };
    },
  );

  http.get('/:id', { ...read, params: idParams, summary: 'One deployment' }, async ({ params: { id } }) =>
    withNote(await deployment(id)),
  );

  http.get(
    '/:id/decision',
    {
      permission: 'deployments.report',
      params: idParams,
      summary: 'What was decided about a canary, for deployers that ask',
    },
    async ({ params: { id } }) => {
      const { decision } = await deployment(id);
      return { id, decision: 'none', ...decision };
    },
  );

  function withNote(one: Deployment): Deployment & { isInCatalog: boolean } {
    return { ...one, isInCatalog: isPresent(catalog, one.entityRef) };
  }

  /** @throws {CallboardError} `not-found` */
  async function deployment(id: string): Promise<Deployment> {
    const found = await store.get(id);
    if (!found) throw new CallboardError('not-found', `There is no deployment ${id}`);
    return found;
  }
}

function replyTo({ items, warnings }: ReportAnswer): Reply {
  return jsonText(JSON.stringify({ items, ...(warnings.length ? { warnings } : {}) }), warnings.length ? 202 : 200);
}
