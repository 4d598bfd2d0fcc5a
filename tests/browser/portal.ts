/** A real portal for a spec: the command line on a free port, with a data folder and a copy of the fixture of its own. */
import { test } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface BrowserPortal {
  /** Without a slash at the end. */
  url: string;
  /** The folder of repositories that the portal reads; a spec may write in it. */
  repositories: string;
  /** Static token of an API caller. */
  token: string;
  /** A further folder, empty and unknown to the portal. */
  elsewhere: string;
}

export interface PortalOptions {
  /** Configuration of the portal, as YAML. */
  settings?: string;
}

const TOKEN = 'token-for-browser-tests';
const root = join(import.meta.dirname, '../..');

async function start(
  folder: string,
  { settings }: PortalOptions,
): Promise<{ portal: BrowserPortal; stop: () => Promise<void> }> {
  const repositories = join(folder, 'repositories');
  cpSync(join(import.meta.dirname, 'fixture'), repositories, { recursive: true });
  const args = [
    'packages/cli/src/main.ts',
    'start',
    '--port',
    '0',
    '--data',
    join(folder, 'data'),
    '--source',
    repositories,
    '--token',
    TOKEN,
  ];
  if (settings !== undefined) {
    const file = join(folder, 'callboard.yaml');
    writeFileSync(file, settings);
    args.push('--config', file);
  }
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    function listen(chunk: Buffer) {
      said += chunk.toString();
      const [, found] = /Callboard is at (http\S+)/.exec(said) ?? [];
      if (found) resolve(found.replace(/\/$/, ''));
    }
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`The portal ended with ${code}: ${said}`)));
  });
  async function stop() {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
  return { portal: { url, repositories, token: TOKEN, elsewhere: mkdtempSync(join(folder, 'elsewhere-')) }, stop };
}

/** Starts a portal before the tests of a file and stops it after them; the result is filled in by then. */
export function portalForThisFile(options: PortalOptions = {}): BrowserPortal {
  const shared: BrowserPortal = { url: '', repositories: '', token: '', elsewhere: '' };
  let end = async () => {};
  test.beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'callboard-browser-'));
    const { portal, stop } = await start(folder, options);
    Object.assign(shared, portal);
    end = async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    };
  });
  test.afterAll(() => end());
  return shared;
}
