/** Telling whether a file changed without reading it. */
import type { BigIntStats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
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
export async function stampOf(file: string): Promise<Stamp | undefined> {
  try {
    const stats = await stat(file, { bigint: true });
    return stats.isFile() ? toStamp(stats) : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** What tells whether the file changed, as one text; empty when there is no such file. */
export async function headStamp(file: string): Promise<string> {
  const stamp = await stampOf(file);
  if (!stamp) return '';
  const small = stamp.young && stamp.size < 5_000_000;
  return small ? `${stamp.text}:${contentHash(await readFile(file))}` : stamp.text;
}

function toStamp(stats: BigIntStats): Stamp {
  return {
    text: `${stats.size}:${stats.mtimeNs}:${stats.ctimeNs}:${stats.ino}`,
    size: Number(stats.size),
    young: Date.now() - Number(stats.mtimeMs) < RACY,
  };
}
