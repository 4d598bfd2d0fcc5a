import { CallboardError, type Http } from '@callboard/plugin/server';
import type { CatalogGraph, CatalogService } from './catalog-graph.ts';
import { subgraph } from './graph/subgraph.ts';
import { domains, partsPage, systemsOf } from './map/domains.ts';
import { groups } from './map/groups.ts';
import { graphQuery, noQuery, partsQuery, systemsQuery } from './schema.ts';

const permission = 'explore.read';

/** @param kept keeps an answer over the whole catalog until the catalog changes */
export function addRoutes(http: Http, catalog: CatalogService, kept: <T>(make: () => T) => () => T): void {
  const { graph } = catalog;
  http.get(
    '/graph',
    { permission, summary: 'The entities around some entities, and how they hang together', query: graphQuery },
    ({ query }) => ({
      ...subgraph(graph, {
        roots: query.root.map((ref) => graph.node(ref)).filter((node) => node !== undefined),
        depth: query.depth,
        kinds: new Set(query.kind),
        relations: new Set(query.relation),
        flow: query.flow,
        simplify: query.simplify === 'true',
        limit: query.limit,
      }),
      // An old bookmark may name several, of which some are gone: the others are worth showing.
      unknown: query.root.filter((ref) => graph.node(ref) === undefined),
    }),
  );

  const allDomains = kept(() => domains(graph));
  http.get('/domains', { permission, summary: 'Domains, and what is in them', query: noQuery }, async () => ({
    ...allDomains(),
    items: await withDescriptions(catalog, allDomains().items),
  }));

  http.get(
    '/systems',
    { permission, summary: 'Systems of a domain, and what they are made of', query: systemsQuery },
    async ({ query: { domain, ...range } }) => {
      const { items, total } = systemsOf(graph, domain === undefined ? undefined : nodeOf(graph, domain), range);
      return { items: await withDescriptions(catalog, items), total };
    },
  );

  http.get('/parts', { permission, summary: 'What an entity is made of', query: partsQuery }, ({ query }) =>
    partsPage(graph, query.of === undefined ? undefined : nodeOf(graph, query.of), query),
  );

  const allGroups = kept(() => groups(graph));
  http.get('/groups', { permission, summary: 'The tree of teams', query: noQuery }, () => allGroups());
}

function nodeOf(graph: CatalogGraph, ref: string): number {
  const node = graph.node(ref);
  if (node === undefined)
    throw new CallboardError('not-found', `${ref} is not in the catalog, and nothing points at it`);
  return node;
}

const longestDescription = 300;

/** Descriptions, cut to what a card has room for. The graph knows the short ones. */
async function withDescriptions<Item extends { ref: string }>(
  { graph, get }: CatalogService,
  items: readonly Item[],
): Promise<(Item & { description?: string })[]> {
  return Promise.all(
    items.map(async (item) => {
      const node = graph.node(item.ref);
      const short = node === undefined ? undefined : graph.value(node, 'metadata.description');
      const text = short ?? (await get(item.ref))?.metadata.description;
      return { ...item, ...(text !== undefined && { description: text.slice(0, longestDescription) }) };
    }),
  );
}
