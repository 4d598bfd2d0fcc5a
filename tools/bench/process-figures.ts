import { existsSync, readFileSync } from 'node:fs';

/** Memory and processor time of one process; needs Linux. */
export interface ProcessFigures {
  /** Resident memory now, in MB. */
  resident: number;
  /** The most that it ever was. */
  peak: number;
  /** Seconds of processor time used so far, all threads. */
  cpu: number;
}

const ticksPerSecond = 100;

/** @returns undefined where there is no /proc */
export function figuresOf(pid: number): ProcessFigures | undefined {
  if (!existsSync(`/proc/${pid}/status`)) return undefined;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name in brackets and may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    resident: megabytes(status, 'VmRSS'),
    peak: megabytes(status, 'VmHWM'),
    cpu: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
  };
}

function megabytes(status: string, name: string): number {
  const [, kilobytes] = new RegExp(`${name}:\\s+(\\d+)`).exec(status) ?? [];
  return Number(kilobytes ?? 0) / 1024;
}
