import { CallboardError, z, type PluginScope } from '@callboard/plugin/server';
import { isPresent, type Catalog } from './catalog.ts';
import { completenessOf } from './completeness/completeness.ts';
import { featuresOf } from './completeness/features.ts';
import { branchName, editFile, proposeEdit } from './edit/proposal.ts';
import { reportOf, type ReportScope } from './reports/reports.ts';
import { editBody, entityParams, proposalBody, reportQuery } from './schema.ts';
import type { UpkeepStore } from './store.ts';

export interface RouteParts extends Omit<ReportScope, 'sources'> {
  store: UpkeepStore;
}

type Scope = Pick<PluginScope, 'http' | 'records' | 'sources' | 'contributions' | 'portal'>;

const entityPath = '/entities/:namespace/:kind/:name';

export function addRoutes(scope: Scope, parts: RouteParts): void {
  const { http, records, sources, contributions, portal } = scope;
  const { catalog, store } = parts;
  const read = { permission: 'upkeep.read', params: entityParams };

  http.get(
    entityPath,
    { ...read, summary: 'What an entity has and lacks: fields, features, links, confirmation' },
    async ({ params }) => {
      const ref = refOf(params, catalog);
      const entity = await catalog.get(ref);
      if (!entity) throw notFound(ref);
      const urls = (entity.metadata.links ?? []).map(({ url }) => url);
      const [record] = await records.byKeys('entity', [ref]);
      const claim = (await records.claims('entity', ref)).find(({ active }) => active);
      return {
        entityRef: ref,
        completeness: completenessOf(entity),
        features: featuresOf(entity, contributions('annotations')),
        links: [...(await store.links(urls)).values()],
        changedAt: record?.changedAt,
        confirmation: await store.confirmation(ref),
        staleAfterDays: parts.staleAfterDays,
        canPropose: claim !== undefined && !portal.readonly && sources.takesProposals(claim.sourceId),
      };
    },
  );

  http.get(
    '/report',
    { permission: 'upkeep.read', summary: 'What wants tending, list by list', query: reportQuery },
    ({ query }) => reportOf(query, { ...parts, sources }),
  );

  http.post(
    `${entityPath}/confirm`,
    { permission: 'upkeep.confirm', params: entityParams, body: z.object({}), summary: 'Say that it is still true' },
    async ({ params, identity }) => {
      const ref = refOf(params, catalog);
      const at = new Date(parts.now()).toISOString();
      await store.confirm(ref, identity.subject, at);
      return { entityRef: ref, by: identity.subject, at };
    },
  );

  http.post(
    `${entityPath}/edit`,
    {
      ...read,
      body: editBody,
      summary: 'The file with other values, and the patch that leads there; nothing is written',
    },
    ({ params, body }) => editFile(refOf(params, catalog), body.edits, { records, sources }),
  );

  http.post(
    `${entityPath}/propose`,
    {
      permission: 'upkeep.propose',
      params: entityParams,
      body: proposalBody,
      summary: 'A branch with the changed file',
    },
    ({ params, body, identity }) => {
      if (portal.readonly) throw new CallboardError('not-allowed', 'This portal changes nothing (catalog.readonly)');
      const ref = refOf(params, catalog);
      const branch = body.branch ?? branchName(ref, 'edit', new Date(parts.now()));
      const author = { name: identity.subject };
      return proposeEdit(ref, { edits: body.edits, title: body.title, branch, author }, { records, sources });
    },
  );
}

/** @throws {CallboardError} `not-found` */
function refOf({ namespace, kind, name }: z.output<typeof entityParams>, catalog: Catalog): string {
  const ref = `${kind}:${namespace}/${name}`.toLowerCase();
  if (!isPresent(catalog, ref)) throw notFound(ref);
  return ref;
}

function notFound(ref: string): CallboardError {
  return new CallboardError('not-found', `Entity ${ref} is not in the catalog`);
}
