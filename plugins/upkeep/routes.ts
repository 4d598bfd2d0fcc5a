import { CallboardError, z, type Change, type PluginScope } from '@callboard/plugin/server';
import { isPresent, type Catalog } from './catalog.ts';
import { completenessOf } from './completeness/completeness.ts';
import { featuresOf } from './completeness/features.ts';
import { branchName, describedIn, editFile, proposeEdit } from './edit/proposal.ts';
import { planReassignment, proposeReassignment } from './edit/reassign.ts';
import { reportOf, type ReportScope } from './reports/reports.ts';
import { starterOf } from './reports/starter.ts';
import { editBody, entityParams, proposalBody, reassignBody, reportQuery, starterQuery } from './schema.ts';
import type { UpkeepStore } from './store.ts';

export interface RouteParts extends Omit<ReportScope, 'sources' | 'findings'> {
  store: UpkeepStore;
}

type Scope = Pick<PluginScope, 'http' | 'records' | 'changes' | 'findings' | 'sources' | 'contributions' | 'portal'>;

const day = 86_400_000;

const entityPath = '/entities/:namespace/:kind/:name';

export function addRoutes(scope: Scope, parts: RouteParts): void {
  const { http, records, changes, findings, sources, contributions, portal } = scope;
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
      const [change] = await changes.read({ type: 'entity', key: ref, limit: 1, order: 'desc' });
      const confirmation = await store.confirmation(ref);
      const changedAt = record?.changedAt ?? '';
      const trueAt = confirmation && confirmation.at > changedAt ? confirmation.at : changedAt;
      return {
        entityRef: ref,
        completeness: completenessOf(entity),
        features: featuresOf(entity, contributions('annotations')),
        links: [...(await store.links(urls)).values()],
        changedAt,
        changedBy: change && whoOf(change),
        confirmation,
        isStale: trueAt < new Date(parts.now() - parts.staleAfterDays * day).toISOString(),
        staleAfterDays: parts.staleAfterDays,
        canPropose: claim !== undefined && !portal.readonly && sources.takesProposals(claim.sourceId),
      };
    },
  );

  http.get(
    '/report',
    { permission: 'upkeep.read', summary: 'What wants tending, list by list', query: reportQuery },
    ({ query }) => reportOf(query, { ...parts, sources, findings }),
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

  http.get(
    `${entityPath}/descriptor`,
    { ...read, summary: 'What the file says of the entity now, whether it is sound or not' },
    ({ params }) => describedIn(refOf(params, catalog), { records, sources }),
  );

  http.post(
    `${entityPath}/edit`,
    {
      ...read,
      body: editBody,
      summary: 'The file with other values, and the patch that leads there; nothing is written',
    },
    async ({ params, body }) => {
      const file = await editFile(refOf(params, catalog), body.edits, { records, sources });
      return { ...file, canPropose: file.canPropose && !portal.readonly };
    },
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
      checkWritable(portal);
      const ref = refOf(params, catalog);
      const branch = body.branch ?? branchName(ref, 'edit', new Date(parts.now()));
      const author = { name: identity.subject };
      return proposeEdit(ref, { edits: body.edits, title: body.title, branch, author }, { records, sources });
    },
  );

  http.get(
    '/starter',
    { permission: 'upkeep.read', query: starterQuery, summary: 'A first descriptor for a repository that has none' },
    ({ query }) => starterOf(query, { sources, entityFilename: portal.entityFilename }),
  );

  addReassignment(scope, parts);
}

function addReassignment({ http, records, sources, portal }: Scope, { catalog, now }: RouteParts): void {
  http.post(
    '/reassign/preview',
    { permission: 'upkeep.read', body: reassignBody, summary: 'The patches that give entities to another owner' },
    async ({ body }) => {
      checkOwner(body.to, catalog);
      const { files, refused } = await planReassignment(body, { records, sources });
      return { files: files.map((file) => ({ ...file, canPropose: file.canPropose && !portal.readonly })), refused };
    },
  );

  http.post(
    '/reassign',
    { permission: 'upkeep.propose', body: reassignBody, summary: 'A branch for each file with the new owner' },
    ({ body, identity }) => {
      checkWritable(portal);
      checkOwner(body.to, catalog);
      const order = { ...body, author: identity.subject, now: new Date(now()) };
      return proposeReassignment(order, { records, sources });
    },
  );
}

/** @throws {CallboardError} `not-allowed` */
function checkWritable(portal: PluginScope['portal']): void {
  if (portal.readonly) throw new CallboardError('not-allowed', 'This portal changes nothing (catalog.readonly)');
}

/** @throws {CallboardError} `input-invalid` */
function checkOwner(ref: string, catalog: Catalog): void {
  if (!isPresent(catalog, ref) || !/^(group|user):/.test(ref))
    throw new CallboardError('input-invalid', `${ref} is no team and no person in the catalog`);
}

/** Who made a change, as people name them. */
function whoOf({ cause }: Change): string | undefined {
  return cause.author ?? cause.user;
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
