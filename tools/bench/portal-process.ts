/** Portals as people run them: a process of their own, spoken to over loopback. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { token, type Workspace } from './workspace.ts';

const root = join(import.meta.dirname, '../..');
const stopPatience = 15_000;
/** Milliseconds in which it is asked often whether something is there. */
const promptly = 4000;

export interface PortalProcess {
  pid: number;
  url: string;
  /** `performance.now()` when it was started. */
  startedAt: number;
  /** GET, parsed when JSON. @returns status 0 while nothing answers */
  get(path: string): Promise<{ status: number; body: unknown }>;
  post(path: string): Promise<{ status: number; body: unknown }>;
  /** Asks until `done` says so, or @throws after `patience` milliseconds. @returns milliseconds since the start of the process */
  until(path: string, done: (answer: { status: number; body: unknown }) => boolean, patience?: number): Promise<number>;
  stop(): Promise<void>;
}

/** Starts the portal of a workspace, as `npm start` does. */
export function startPortalProcess(workspace: Workspace): Promise<PortalProcess> {
  const args = ['--config', workspace.configFile, '--data', workspace.dataFolder, '--log', 'error'];
  return launch(args);
}

/** Starts the example company in the same way. */
export function startExample(workspace: Workspace): Promise<PortalProcess> {
  const args = ['--config', join(root, 'examples/callboard.yaml'), '--data', workspace.dataFolder, '--token', token];
  return launch(args);
}

async function launch(args: string[]): Promise<PortalProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const command = [join(root, 'tools/launch.mjs'), 'start', ...args, '--port', String(port)];
  const startedAt = performance.now();
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
  const ended = once(child, 'exit');
  ended.catch(() => undefined);

  async function until(
    path: string,
    done: (answer: { status: number; body: unknown }) => boolean,
    patience = 120_000,
  ): Promise<number> {
    for (;;) {
      if (done(await request('GET', url, path))) return performance.now() - startedAt;
      if (child.exitCode !== null) throw new Error(`the portal ended with code ${child.exitCode}: ${said}`);
      if (performance.now() - startedAt > patience)
        throw new Error(`${path} was not ready after ${patience / 1000} s: ${said}`);
      // Asking is work for the portal as well: less often of what takes long.
      await sleep(performance.now() - startedAt < promptly ? 5 : 100);
    }
  }
  return {
    pid: child.pid!,
    url,
    startedAt,
    get: (path) => request('GET', url, path),
    post: (path) => request('POST', url, path),
    until,
    stop: () => stop(child, ended),
  };
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const impatient = setTimeout(() => child.kill('SIGKILL'), stopPatience);
  await ended;
  clearTimeout(impatient);
}

async function request(method: string, base: string, path: string): Promise<{ status: number; body: unknown }> {
  try {
    const response = await fetch(new URL(path, base), { method, headers: { authorization: `Bearer ${token}` } });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
    return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text };
  } catch {
    // Nothing listens there yet: for whoever waits, that is an answer like any other.
    return { status: 0, body: undefined };
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
