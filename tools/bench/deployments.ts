/**
 * How many deployments a portal takes, with what delay, and whether each that it acknowledged is there after it was killed. Prints, and asserts nothing:
 *   node tools/bench/deployments.ts [seconds] [writers] [postgres://…]
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { startPortalProcess } from './portal-process.ts';
import { createWorkspace, token, type Workspace } from './workspace.ts';

const ENTITIES = 200;
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

interface Written {
  /** Keys of what was acknowledged, by entity. */
  keys: Map<string, string[]>;
  /** Milliseconds each took. */
  delays: number[];
  refused: number;
}

async function main([seconds = '20', writers = '16', server]: string[]): Promise<void> {
  const config = { sources: [], plugins: { config: { deployments: { keep: 1_000_000 } } } };
  const workspace = await createWorkspace(config, server);
  try {
    const written = await writeUntilKilled(workspace, Number(seconds), Number(writers));
    const { lost, stored } = await look(workspace, written);
    const sorted = written.delays.toSorted((a, b) => a - b);
    const at = (share: number) => `${(sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1)} ms`;
    const acknowledged = written.delays.length;
    process.stdout.write(
      [
        `${acknowledged} acknowledged in ${seconds} s by ${writers} writers: ${Math.round(acknowledged / Number(seconds))} a second`,
        `an hour of five a second is 18000; half of them took ${at(0.5)} at most, 99 % ${at(0.99)}`,
        `${written.refused} refused; killed; ${stored} there afterwards; ${lost} lost`,
        '',
      ].join('\n'),
    );
  } finally {
    await workspace.remove();
  }
}

async function writeUntilKilled(workspace: Workspace, seconds: number, writers: number): Promise<Written> {
  const portal = await startPortalProcess(workspace);
  await portal.until('/api/callboard/portal', ({ status }) => status === 200);
  const written: Written = { keys: new Map(), delays: [], refused: 0 };
  let isOver = false;
  async function write(writer: number): Promise<void> {
    for (let number = 0; !isOver; number += 1) {
      const entityRef = `component:default/e${(number * writers + writer) % ENTITIES}`;
      const key = `${writer}-${number}`;
      const body = JSON.stringify({ entityRef, version: key, environment: 'production', region: 'eu', key });
      const began = performance.now();
      try {
        const { ok } = await fetch(`${portal.url}/api/deployments`, { method: 'POST', body, headers });
        if (!ok) written.refused += 1;
        else {
          written.delays.push(performance.now() - began);
          written.keys.set(entityRef, [...(written.keys.get(entityRef) ?? []), key]);
        }
      } catch {
        // It was killed before it answered: nothing was promised.
        return;
      }
    }
  }
  const all = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  await sleep(seconds * 1000);
  process.kill(portal.pid, 'SIGKILL');
  isOver = true;
  await all;
  await portal.stop();
  return written;
}

async function look(workspace: Workspace, { keys }: Written): Promise<{ lost: number; stored: number }> {
  const portal = await startPortalProcess(workspace);
  await portal.until('/api/callboard/portal', ({ status }) => status === 200);
  let lost = 0;
  let stored = 0;
  for (const [entityRef, acknowledged] of keys) {
    const found = new Set<string>();
    let cursor: string | undefined;
    do {
      const query = new URLSearchParams({ entityRef, limit: '200', ...(cursor === undefined ? {} : { cursor }) });
      const { body } = await portal.get(`/api/deployments?${query.toString()}`);
      const page = body as { items: { key: string }[]; nextCursor?: string };
      for (const { key } of page.items) found.add(key);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    stored += found.size;
    lost += acknowledged.filter((key) => !found.has(key)).length;
  }
  await portal.stop();
  return { lost, stored };
}

await main(process.argv.slice(2));
