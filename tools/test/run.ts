import { spawn } from 'node:child_process';

/** Runs `node ...args` with our own Node and terminal; resolves with its exit code (130 when a signal ended it). */
export function run(root: string, args: string[], environment: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...environment };
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    // The child gets Ctrl-C from the terminal itself; we stay, to clean up after it.
    const wait = () => {};
    const end = () => child.kill('SIGTERM');
    process.on('SIGINT', wait).on('SIGTERM', end);
    child.on('error', reject);
    child.on('exit', (code) => {
      process.off('SIGINT', wait).off('SIGTERM', end);
      resolve(code ?? 130);
    });
  });
}
