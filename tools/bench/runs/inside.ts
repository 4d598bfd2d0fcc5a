import { runChild } from '../child.ts';
import type { InsideRequest, InsideResult } from '../inside.ts';
import type { Measurement } from '../measurement.ts';
import type { Query } from '../queries.ts';
import type { Workspace } from '../workspace.ts';

const rounds = 2000;

/** Every query inside the portal's own process. */
export async function runInside(
  { dataFolder, configFile }: Workspace,
  queries: readonly Query[],
): Promise<Measurement[]> {
  const request: InsideRequest = { dataFolder, configFile, paths: queries.map(({ path }) => path), rounds };
  const results = await runChild<InsideResult>('inside.ts', request);
  return queries.flatMap(({ name, what }, index): Measurement[] => {
    const result = results[index];
    return result
      ? [{ id: `inside.${name}`, what: `${what}, in process`, unit: 'ms', value: result.median, p99: result.p99 }]
      : [];
  });
}
