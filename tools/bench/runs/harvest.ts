import type { Measurement } from '../measurement.ts';
import type { Organisation } from '../organisation.ts';
import type { PortalProcess } from '../portal-process.ts';
import { figuresOf } from '../process-figures.ts';
import { watchRowWrites } from '../row-writes.ts';
import type { Workspace } from '../workspace.ts';

const patience = 900_000;
const kinds = ['component', 'api', 'resource', 'system', 'domain', 'group', 'user'];
const owned = kinds.slice(0, 5);

/** A new portal takes the organisation in: until every entity and every relation of it can be asked for. */
export async function runFirstHarvest(portal: PortalProcess, organisation: Organisation): Promise<Measurement[]> {
  const all = `/api/catalog/entities/by-query?limit=0&${kindFilters(kinds)}`;
  await portal.until(
    all,
    ({ body }) => (body as { totalItems?: number } | undefined)?.totalItems === organisation.entities,
    patience,
  );
  const owners = `/api/catalog/entity-facets?facet=relations.ownedBy&${kindFilters(owned)}`;
  const wanted = ownedEntities(organisation);
  await portal.until(owners, ({ body }) => facetTotal(body) === wanted, patience);
  const groups = '/api/catalog/entity-facets?facet=relations.ownerOf&filter=kind=group';
  const took = await portal.until(groups, ({ body }) => facetTotal(body) === wanted, patience);
  const peak = figuresOf(portal.pid)?.peak;
  const found = await portal.until(
    '/api/search/state',
    ({ body }) => ((body as { documents?: number } | undefined)?.documents ?? 0) >= organisation.entities,
    patience,
  );
  return [
    { id: 'harvest.first', what: 'first harvest, every relation there', unit: 's', value: took / 1000 },
    { id: 'harvest.found', what: 'and found by search', unit: 's', value: found / 1000 },
    ...(peak === undefined
      ? []
      : [{ id: 'harvest.peak', what: 'most memory meanwhile', unit: 'MB' as const, value: peak }]),
  ];
}

/** All sources looked at again, nothing having changed. */
export async function runUnchangedHarvest(portal: PortalProcess, workspace: Workspace): Promise<Measurement[]> {
  const { body } = await portal.get('/api/callboard/sources');
  const writes = await watchRowWrites(workspace);
  const started = performance.now();
  for (const { id } of (body as { items: { id: string }[] }).items) {
    const { status } = await portal.post(`/api/callboard/sources/${id}/harvest?wait=true`);
    if (status !== 200) throw new Error(`a harvest that was asked for answered ${status}`);
  }
  const took = performance.now() - started;
  const rows = await writes.count();
  await writes.close();
  return [
    { id: 'harvest.again', what: 'unchanged harvest', unit: 's', value: took / 1000 },
    { id: 'harvest.rows', what: 'rows written by it', unit: 'rows', value: rows },
  ];
}

function kindFilters(names: readonly string[]): string {
  return names.map((kind) => `filter=kind=${kind}`).join('&');
}

function ownedEntities({ byKind }: Organisation): number {
  const counts = Object.entries(byKind).filter(([kind]) => owned.includes(kind.toLowerCase()));
  return counts.reduce((sum, [, count]) => sum + count, 0);
}

function facetTotal(body: unknown): number {
  const { facets } = (body ?? {}) as { facets?: Record<string, { count: number }[]> };
  return Object.values(facets ?? {})
    .flat()
    .reduce((sum, { count }) => sum + count, 0);
}
