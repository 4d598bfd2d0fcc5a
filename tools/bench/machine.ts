import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** The machine in a line: what a figure is worth depends on it. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${availableParallelism()} cores (${model}), ${memory} GB, ${process.platform}, Node ${process.versions.node}, load ${loadavg()[0]!.toFixed(1)} at the start`;
}
