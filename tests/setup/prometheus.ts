import { spawnSync } from 'node:child_process';

/** Whether the program `prometheus` is installed. */
export function findPrometheus(): boolean {
  return spawnSync('prometheus', ['--version']).error === undefined;
}
