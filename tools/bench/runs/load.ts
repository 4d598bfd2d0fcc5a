import { runChild } from '../child.ts';
import type { LoadRequest, LoadResult } from '../load.ts';
import type { Measurement } from '../measurement.ts';
import type { PortalProcess } from '../portal-process.ts';
import { figuresOf } from '../process-figures.ts';
import type { Query } from '../queries.ts';
import { token } from '../workspace.ts';

const many = 16;
const warmUp = { connections: 4, seconds: 2 };

/** Every query at one connection and at many, from another process. Queries that nothing answers are left out. */
export async function runLoad(
  portal: PortalProcess,
  queries: readonly Query[],
  seconds: number,
): Promise<Measurement[]> {
  const single: Measurement[] = [];
  const crowd: Measurement[] = [];
  for (const { name, what, path } of queries) {
    const { status } = await portal.get(path);
    if (status === 404) continue;
    await ask(portal, path, warmUp.connections, warmUp.seconds);
    const one = await ask(portal, path, 1, seconds);
    const several = await ask(portal, path, many, seconds);
    single.push({ id: `single.${name}`, what: `${what}, 1 connection`, unit: 'ms', value: one.median, p99: one.p99 });
    crowd.push({ id: `load.${name}`, what: `${what}, ${many} connections`, unit: '/s', value: several.perSecond });
  }
  const resident = figuresOf(portal.pid)?.peak;
  const memory: Measurement[] =
    resident === undefined
      ? []
      : [{ id: 'memory.load', what: 'most resident under load', unit: 'MB', value: resident }];
  return [...single, ...crowd, ...memory];
}

async function ask(portal: PortalProcess, path: string, connections: number, seconds: number): Promise<LoadResult> {
  const request: LoadRequest = { url: new URL(path, portal.url).href, token, connections, seconds };
  const result = await runChild<LoadResult>('load.ts', request);
  if (result.failed > 0) throw new Error(`${result.failed} requests of ${path} failed`);
  return result;
}
