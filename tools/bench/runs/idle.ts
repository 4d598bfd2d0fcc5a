import { setTimeout as sleep } from 'node:timers/promises';
import type { Measurement } from '../measurement.ts';
import type { PortalProcess } from '../portal-process.ts';
import { figuresOf } from '../process-figures.ts';

/** Nobody asks and nothing changes: the share of one core that the portal uses all the same. */
export async function runIdle(portal: PortalProcess, seconds: number): Promise<Measurement[]> {
  const before = figuresOf(portal.pid);
  await sleep(seconds * 1000);
  const after = figuresOf(portal.pid);
  if (!before || !after) return [];
  return [{ id: 'idle.cpu', what: 'idle, of one core', unit: '%', value: (100 * (after.cpu - before.cpu)) / seconds }];
}
