import { setTimeout as sleep } from 'node:timers/promises';
import type { Measurement } from '../measurement.ts';
import type { Organisation } from '../organisation.ts';
import { startPortalProcess } from '../portal-process.ts';
import { figuresOf } from '../process-figures.ts';
import { summary } from '../statistics.ts';
import type { Workspace } from '../workspace.ts';

const rounds = 5;
/** Milliseconds after which a portal that was started has looked at its sources and come to rest. */
const settling = 25_000;

/** A portal with a full database is started again: until it answers with the whole catalog, and what it holds then. */
export async function runRestarts(workspace: Workspace, organisation: Organisation): Promise<Measurement[]> {
  const answers: number[] = [];
  let resident: number | undefined;
  for (let round = 0; round < rounds; round++) {
    const portal = await startPortalProcess(workspace);
    try {
      const list = '/api/catalog/entities/by-query?limit=20';
      answers.push(
        await portal.until(
          list,
          ({ body }) => ((body as { totalItems?: number } | undefined)?.totalItems ?? 0) >= organisation.entities,
        ),
      );
      if (round < rounds - 1) continue;
      await sleep(settling);
      resident = figuresOf(portal.pid)?.resident;
    } finally {
      await portal.stop();
    }
  }
  return [
    { id: 'restart.answer', what: 'restart to first answer', unit: 's', value: summary(answers).median / 1000 },
    ...(resident === undefined
      ? []
      : [{ id: 'memory.started', what: 'resident after start, at rest', unit: 'MB' as const, value: resident }]),
  ];
}
