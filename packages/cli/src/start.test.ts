import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { componentText, folderWith } from './testing.ts';

const folder = folderWith({
  'code/player/catalog-info.yaml': componentText('player'),
  'wrong.yaml': 'server:\n  port: many\nsourcs: []\n',
});
const main = join(import.meta.dirname, 'main.ts');
const running = new Set<ChildProcess>();

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Started {
  child: ChildProcess;
  /** All that it said so far. */
  said(): string;
  /** Resolves when it has said something that matches. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  ended: Promise<number | null>;
}

function start(args: string[], environment: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, [main, 'start', ...args], {
    cwd: folder,
    env: { ...process.env, npm_lifecycle_event: undefined, ...environment },
  });
  running.add(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  async function until(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(text);
      if (match) return match;
      if (child.exitCode !== null) throw new Error(`it ended; it said: ${text}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  return { child, said: () => text, until, ended };
}

function portalArguments(data: string, ...more: string[]): string[] {
  return ['--port', '0', '--data', join(folder, data), '--source', join(folder, 'code'), ...more];
}

test('says where the portal is, serves it, sums the first harvest up, and ends cleanly on SIGTERM', async () => {
  const portal = start(portalArguments('data-1'));
  const [, url] = await portal.until(/^Callboard is at (http:\/\/localhost:\d+)$/m);
  await portal.until(/2 entities from 1 repository, no findings, after [\d.]+ s/);
  const answer = await fetch(`${url}/api/catalog/entities/by-name/component/default/player`);
  expect(await answer.json()).toMatchObject({ metadata: { name: 'player' } });
  expect(portal.said()).toContain('Guest sign-in is on');
  // Twice: a terminal and a launcher may both pass the same signal on.
  portal.child.kill('SIGTERM');
  portal.child.kill('SIGINT');
  expect(await portal.ended).toBe(0);
});

test('says as many findings as the page of findings does, those between entities as well', async () => {
  const lonely = folderWith({ 'needy/catalog-info.yaml': componentText('needy').replace('needy-team }', 'nobody }') });
  const portal = start(['--port', '0', '--data', join(folder, 'data-8'), '--source', lonely]);
  const [, url] = await portal.until(/^Callboard is at (http:\/\/localhost:\d+)$/m);
  const [, said] = await portal.until(/(\d+) findings?(?: \(.*\))?, after/);
  const answer = await fetch(`${url}/api/callboard/findings`);
  expect(Number(said)).toBe(((await answer.json()) as { total: number }).total);
  expect(Number(said)).toBeGreaterThan(0);
  rmSync(lonely, { recursive: true });
});

test('ends at once with one line when a folder that was named is not there', async () => {
  const portal = start(['--port', '0', '--data', join(folder, 'data-9'), '--source', join(folder, 'cdoe')]);
  expect(await portal.ended).toBe(1);
  expect(portal.said()).toMatch(/^callboard: there is no folder \S+cdoe\. Check --source \S+cdoe: .+\n$/);
});

test('takes folders below the home of whoever starts it', async () => {
  const portal = start(['--port', '0', '--data', join(folder, 'data-10'), '--source', '~/code'], { HOME: folder });
  await portal.until(/2 entities from 1 repository/);
});

test('goes on when nobody reads what it says any more', async () => {
  const portal = start(portalArguments('data-7'));
  const [, url] = await portal.until(/at (http:\/\/localhost:\d+)$/m);
  portal.child.stdout?.destroy();
  portal.child.stderr?.destroy();
  const answer = await fetch(`${url}/api/callboard/sources`);
  const { items } = (await answer.json()) as { items: { id: string }[] };
  await fetch(`${url}/api/callboard/sources/${items[0]?.id}/harvest?wait=true`, { method: 'POST' });
  expect((await fetch(`${url}/healthcheck`)).status).toBe(200);
});

test('takes a token from the environment, and does not tell it', async () => {
  const portal = start(portalArguments('data-2'), { CALLBOARD_TOKEN: 'a-token-for-scripts' });
  const [, url] = await portal.until(/at (http:\/\/localhost:\d+)$/m);
  const answer = await fetch(`${url}/api/callboard/sources`, {
    headers: { authorization: 'Bearer a-token-for-scripts' },
  });
  expect(answer.status).toBe(200);
  expect((await fetch(`${url}/api/callboard/sources`)).status).toBe(401);
  expect(portal.said()).not.toContain('a-token-for-scripts');
});

test('a configuration with mistakes does not start, and every mistake is told', async () => {
  const portal = start(['--config', 'wrong.yaml', '--data', join(folder, 'data-3')]);
  expect(await portal.ended).toBe(2);
  expect(portal.said()).toMatch(/wrong\.yaml:2:3 .*server\.port/);
  expect(portal.said()).toMatch(/wrong\.yaml:3:1 .*sourcs/);
});

test('a port or a data folder that is taken is named, with what to do', async () => {
  const first = start(portalArguments('data-4'));
  const [, port] = await first.until(/localhost:(\d+)$/m);
  const samePort = start(portalArguments('data-5', '--port', port ?? ''));
  const sameData = start(portalArguments('data-4'));
  expect(await samePort.ended).toBe(2);
  expect(samePort.said()).toContain(`port ${port} is taken`);
  expect(await sameData.ended).toBe(2);
  expect(sameData.said()).toContain('--data');
});

test('ends with the npm that started it', async () => {
  const script = `require('child_process').spawn(process.execPath, ${JSON.stringify([main, 'start', ...portalArguments('data-6')])}, { stdio: 'inherit' })`;
  const parent = spawn(process.execPath, ['-e', script], {
    cwd: folder,
    env: { ...process.env, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  parent.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  // The pipe closes when the last who writes into it is gone.
  const closed = once(parent.stdout, 'close');
  await expect.poll(() => text, { timeout: 20_000 }).toContain('Callboard is at');
  parent.kill('SIGKILL');
  await closed;
});
