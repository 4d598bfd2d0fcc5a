/** Services of remote plugins for tests: the examples as processes, and one that behaves as a test wants it to. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { stringify } from 'yaml';

const ROOT = resolve(import.meta.dirname, '../../..');

/** Programs without which an example cannot run. Continuous integration has them all. */
export function missingPrograms(...names: string[]): string[] {
  const missing = names.filter((name) => spawnSync(name, ['--help'], { stdio: 'ignore' }).error);
  if (missing.length && process.env['CI']) throw new Error(`${missing.join(', ')}: not on this machine`);
  return missing;
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Runs a command of the guide as a person would, until it is stopped with all that it began. */
export class Running {
  readonly #command: string;
  readonly #env: Record<string, string>;
  #child: ChildProcess | undefined;

  constructor(command: string, env: Record<string, string> = {}) {
    this.#command = command;
    this.#env = env;
  }

  start(): void {
    const env = { ...process.env, ...this.#env };
    this.#child = spawn('sh', ['-c', this.#command], { cwd: ROOT, env, stdio: 'ignore', detached: true });
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child?.pid || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    process.kill(-child.pid, 'SIGKILL');
    await ended;
  }
}

export interface ServiceStandIn {
  url: string;
  /** Of the manifest. */
  address: string;
  /** Requests that reached it, but for the manifest, in order. */
  asked: { method: string; path: string; authorization: string }[];
  /** Answers what is asked; the manifest is served by itself. */
  answer: (request: IncomingMessage, response: ServerResponse) => void;
  manifest: string;
  stop(): Promise<void>;
}

export async function startService(manifest: object): Promise<ServiceStandIn> {
  const server = createServer((request, response) => {
    if (request.url === '/plugin.yaml') return void response.end(service.manifest);
    const { method = '', url = '', headers } = request;
    service.asked.push({ method, path: url, authorization: headers.authorization ?? '' });
    service.answer(request, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const service: ServiceStandIn = {
    url,
    address: `${url}/plugin.yaml`,
    asked: [],
    answer: (_request, response) => void response.end('{}'),
    manifest: stringify(manifest),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return service;
}
