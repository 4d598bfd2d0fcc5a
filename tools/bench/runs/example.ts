import type { Measurement } from '../measurement.ts';
import { startExample } from '../portal-process.ts';
import { summary } from '../statistics.ts';
import { createWorkspace } from '../workspace.ts';

const rounds = 3;

/** From the command to the first useful page: the page itself, and the first rows of the catalog that it shows. */
export async function runExample(): Promise<Measurement[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const workspace = await createWorkspace({}, undefined);
    const portal = await startExample(workspace);
    try {
      await portal.until('/', ({ status }) => status === 200);
      const list = '/api/catalog/entities/by-query?limit=20';
      times.push(
        await portal.until(list, ({ body }) => ((body as { items?: unknown[] } | undefined)?.items?.length ?? 0) > 0),
      );
    } finally {
      await portal.stop();
      await workspace.remove();
    }
  }
  return [
    { id: 'start.example', what: 'npm start to first useful page', unit: 's', value: summary(times).median / 1000 },
  ];
}
