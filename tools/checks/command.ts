import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Check } from './check.ts';

/** A check that is a program of an installed package, run with our own Node: what it prints when it fails is what is wrong. */
export function commandCheck(name: string, script: string, args: string[]): Check {
  return { name, run: (root) => runScript(root, script, args) };
}

function runScript(root: string, script: string, args: string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve(code === 0 ? [] : (output.trim() || `exit code ${code}`).split('\n')));
  });
}
