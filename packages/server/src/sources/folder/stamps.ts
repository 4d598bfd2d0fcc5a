/** Telling whether a file changed without reading it. */
import { readFileSync, statSync, type BigIntStats } from 'node:fs';
import { contentHash } from '../generated-location.ts';
import { isMissing } from './errors.ts';

/** Milliseconds within which a file system may give two writes the same time. */
const RACY = 25;

export interface Stamp {
  /** Size, times and inode as one text. */
  text: string;
  size: number;
  /** So young that a second write could leave the text as it is: only the content tells. */
  young: boolean;
}

/** @returns `undefined` when there is no such file */
export function stampOf(file: string): Stamp | undefined {
  try {
    const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
    return stats?.isFile() ? toStamp(stats) : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** What tells whether the file changed, as one text; empty when there is no such file. */
export function headStamp(file: string): string {
  const stamp = stampOf(file);
  if (!stamp) return '';
  const small = stamp.young && stamp.size < 5_000_000;
  return small ? `${stamp.text}:${contentHash(readFileSync(file))}` : stamp.text;
}

function toStamp(stats: BigIntStats): Stamp {
  return {
    text: `${stats.size}:${stats.mtimeNs}:${stats.ctimeNs}:${stats.ino}`,
    size: Number(stats.size),
    young: Date.now() - Number(stats.mtimeMs) < RACY,
  };
}
