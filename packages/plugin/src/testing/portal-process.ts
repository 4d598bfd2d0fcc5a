/** A portal as people start it, in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface PortalProcess {
  url: string;
  /** Lines that it has written so far. */
  log(): string[];
  stop(): Promise<void>;
}

export interface PortalProcessOptions {
  configFile: string;
  dataFolder: string;
  token: string;
}

const CALLBOARD = fileURLToPath(new URL('../../../cli/src/main.ts', import.meta.url));

/** Resolves when the portal answers. @throws with what it wrote when it ends instead */
export async function startProcess({ configFile, dataFolder, token }: PortalProcessOptions): Promise<PortalProcess> {
  const args = ['start', '--port', '0', '--config', configFile, '--data', dataFolder, '--token', token];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CALLBOARD, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  let written = '';
  const url = await new Promise<string>((resolve, reject) => {
    const take = (text: string) => {
      written += text;
      const [, address] = /^Callboard is at (\S+)$/m.exec(written) ?? [];
      if (address) resolve(address);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`the portal does not start:\n${written}`)));
  });
  return {
    url,
    log: () => written.split('\n').filter((line) => line !== ''),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
