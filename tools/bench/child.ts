import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Runs a script of this folder with one argument in a process of its own. @returns what it prints, parsed */
export async function runChild<Result>(script: string, input: unknown): Promise<Result> {
  const args = ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, script), JSON.stringify(input)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${script} ended with code ${code}`);
  return JSON.parse(printed) as Result;
}
