import type { PluginScope } from '@callboard/plugin/server';
import type { Catalog } from '../catalog.ts';
import { collectFindings } from '../findings/all-findings.ts';

export interface LevelCounts {
  error: number;
  warning: number;
  info: number;
}

/** Lists ask with every few rows, and counting looks at the whole catalog: in milliseconds, for how long its answer is good. */
const goodFor = 2000;

/** Counts findings by entity. What it finds out is kept until an entity changes, and never for long. */
export function createFindingCounts(
  catalog: Catalog,
  scope: PluginScope,
  now: () => number = Date.now,
): () => Promise<ReadonlyMap<string, LevelCounts>> {
  let version = -1;
  let until = 0;
  let counts: Promise<ReadonlyMap<string, LevelCounts>> | undefined;
  return () => {
    if (counts && version === catalog.index.version && now() < until) return counts;
    version = catalog.index.version;
    until = now() + goodFor;
    counts = count(catalog, scope);
    // Whoever waits is told; the next one asks anew.
    counts.catch(() => (counts = undefined));
    return counts;
  };
}

async function count(catalog: Catalog, scope: PluginScope): Promise<ReadonlyMap<string, LevelCounts>> {
  const counts = new Map<string, LevelCounts>();
  for (const { entityRef, level } of await collectFindings(catalog, scope)) {
    if (entityRef === undefined) continue;
    const one = counts.get(entityRef) ?? { error: 0, warning: 0, info: 0 };
    one[level]++;
    counts.set(entityRef, one);
  }
  return counts;
}
