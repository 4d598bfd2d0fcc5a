/** What would be gone if the removals that wait at a source were confirmed, and who would miss it. */
import type { PluginScope } from '@callboard/plugin/server';
import type { Catalog } from '../catalog.ts';
import { ownerOf } from './graph-findings.ts';

export interface Removal {
  entityRef: string;
  ownerRef?: string;
  file: string;
  line: number;
  repository: string;
  /** ISO 8601: since when its file does not say it any more. */
  since: string;
  /** Entities that refer to it and would stay: the first ones, and how many there are. */
  dependents: string[];
  dependentCount: number;
}

const mostDependents = 5;
const defaultLimit = 100;

/** Those that others need come first. */
export async function removalsOf(
  { sourceId, offset = 0, limit = defaultLimit }: { sourceId: string; offset?: number; limit?: number },
  catalog: Catalog,
  { records }: Pick<PluginScope, 'records'>,
): Promise<{ items: Removal[]; total: number; needed: number }> {
  const { index } = catalog;
  const held = [...index.withState()].filter((document) => index.info(document).state.held);
  const origins = await records.origins(
    'entity',
    held.map((document) => index.ref(document)),
  );
  const going = held.filter((document) => origins.get(index.ref(document))?.sourceId === sourceId);
  const gone = new Set(going);
  const found = going.map((document): Removal => {
    const entityRef = index.ref(document);
    const { path: file, line, repository } = origins.get(entityRef)!;
    const dependents = new Set(index.relations.incoming(document).map(({ source }) => source));
    const staying = [...dependents].filter((source) => !gone.has(source)).map((source) => index.ref(source));
    const ownerRef = ownerOf(entityRef, catalog);
    return {
      entityRef,
      ...(ownerRef !== undefined && { ownerRef }),
      file,
      line,
      repository,
      since: index.info(document).state.held!.since,
      dependents: staying.toSorted().slice(0, mostDependents),
      dependentCount: staying.length,
    };
  });
  found.sort((a, b) => b.dependentCount - a.dependentCount || (a.entityRef < b.entityRef ? -1 : 1));
  return {
    items: found.slice(offset, offset + limit),
    total: found.length,
    needed: found.filter(({ dependentCount }) => dependentCount > 0).length,
  };
}
