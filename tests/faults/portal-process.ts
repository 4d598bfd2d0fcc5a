/** A portal as a process of its own, so that it can be killed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../packages/cli/src/main.ts');
const TOKEN = 'token-for-tests-only';

export interface ProcessOptions {
  configFile: string;
  dataFolder: string;
}

export class PortalProcess {
  readonly #child: ChildProcess;
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;

  private constructor(child: ChildProcess, url: string, startedAt: number) {
    this.#child = child;
    this.url = url;
    this.startedAt = startedAt;
  }

  /** Resolves when it answers, which is before its sources have been harvested. */
  static async start({ configFile, dataFolder }: ProcessOptions): Promise<PortalProcess> {
    const startedAt = Date.now();
    const child = spawn(
      process.execPath,
      [MAIN, 'start', '--config', configFile, '--data', dataFolder, '--port', '0', '--log', 'error'],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, CALLBOARD_TOKEN: TOKEN },
      },
    );
    let said = '';
    child.stderr!.on('data', (bytes: Buffer) => (said += bytes.toString()));
    const url = await new Promise<string>((resolve, reject) => {
      let out = '';
      child.stdout!.on('data', (bytes: Buffer) => {
        out += bytes.toString();
        const [, found] = /Callboard is at (\S+)\n/.exec(out) ?? [];
        if (found) resolve(found);
      });
      child.once('exit', (code) => reject(new Error(`the portal ended with ${code}: ${said}`)));
    });
    return new PortalProcess(child, url, startedAt);
  }

  async request(path: string, init: RequestInit = {}): Promise<{ status: number; body: unknown }> {
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
    const response = await fetch(new URL(path, this.url), { ...init, headers });
    const text = await response.text();
    return {
      status: response.status,
      body: text && response.headers.get('content-type')?.includes('json') ? (JSON.parse(text) as unknown) : text,
    };
  }

  /** Ends it without a chance to say goodbye. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill(signal);
    await ended;
  }
}
