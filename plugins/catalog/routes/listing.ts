/** What the portal's pages ask: lists with their facets, a viewer's own things, what changed lately. */
import type { Http, PluginScope } from '@callboard/plugin/server';
import type { Catalog } from '../catalog.ts';
import { exportReply } from '../export.ts';
import { asksForFindings, findingSets, type FindingSets } from '../query/by-findings.ts';
import { createFindingCounts } from '../query/finding-counts.ts';
import { chosen, facetCounts, listPage, scopeCounts } from '../query/listing.ts';
import { isOwned, ownersOf } from '../query/owners.ts';
import { recentChanges } from '../query/recent.ts';
import { entitiesReply } from '../query/reply.ts';
import {
  exportBody,
  facetsBody,
  listBody,
  ownersQuery,
  recentBody,
  refsBody,
  type Choice,
  type FacetsAsk,
} from '../query/schema.ts';

const permission = 'catalog.entity.read';
const nameField = 'metadata.name';

export function addListingRoutes(http: Http, catalog: Catalog, scope: PluginScope): void {
  const { index } = catalog;
  const findingCounts = createFindingCounts(catalog, scope);

  /** Counting findings takes longer than all else, so only who asks for them waits. */
  async function findingsFor(ask: Choice, facets?: FacetsAsk['facets']): Promise<FindingSets | undefined> {
    return asksForFindings(ask, facets) ? findingSets(index, await findingCounts()) : undefined;
  }

  http.post('/list', { permission, summary: 'A page of a list of entities', body: listBody }, async ({ body }) => {
    const { documents, total } = listPage(index, body, await findingsFor(body));
    return entitiesReply(catalog, {
      documents,
      fields: body.fields.length ? body.fields : undefined,
      around: ['{"items":[', `],"total":${total}}`],
    });
  });

  http.post(
    '/list/facets',
    { permission, summary: 'What a list can be narrowed down by', body: facetsBody },
    async ({ body }) => {
      const findings = await findingsFor(body, body.facets);
      return { counts: scopeCounts(index, body, findings), facets: facetCounts(index, body, findings) };
    },
  );

  http.post('/list/export', { permission, summary: 'A list as a file', body: exportBody }, async ({ body }) => {
    const { members, count } = chosen(index, body, await findingsFor(body));
    return exportReply(body.format, index.order(nameField).take(members, 0, count), catalog);
  });

  http.post(
    '/list/findings',
    { permission, summary: 'How many findings each of some entities has', body: refsBody },
    async ({ body }) => {
      const counts = await findingCounts();
      return {
        counts: Object.fromEntries(body.refs.flatMap((ref) => (counts.has(ref) ? [[ref, counts.get(ref)]] : []))),
      };
    },
  );

  http.get(
    '/owners',
    { permission, summary: 'Whose things are those of people and teams', query: ownersQuery },
    ({ query }) => ({
      refs: ownersOf(index, query.ref),
    }),
  );

  http.post('/recent', { permission, summary: 'What changed lately, in few lines', body: recentBody }, ({ body }) => {
    const owners = body.show === 'mine' ? new Set(ownersOf(index, body.me)) : undefined;
    return recentChanges(body, scope.changes, (ref) => !owners || isOwned(index, ref, owners));
  });
}
