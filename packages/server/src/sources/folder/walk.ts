/** Walking through the files of a repository on disk. */
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PathMatcher } from '../globs.ts';
import { folderError, isMissing } from './errors.ts';

/**
 * Paths of all files that match, sorted. Links are passed by: what they lead to inside the repository is met where it is.
 * @param shallow only the files right in the folder
 * @throws {SourceError} when a folder cannot be looked into: its files must not seem to be gone
 */
export async function walk(root: string, matcher: PathMatcher, shallow = false): Promise<string[]> {
  const found: string[] = [];

  async function visit(prefix: string): Promise<void> {
    const inner: Promise<void>[] = [];
    for (const entry of await entriesOf(join(root, prefix), prefix !== '')) {
      const path = prefix + entry.name;
      if (entry.isFile()) {
        if (matcher.matches(path)) found.push(path);
      } else if (entry.isDirectory() && !shallow && !matcher.skips(entry.name)) {
        inner.push(visit(`${path}/`));
      }
    }
    if (inner.length) await Promise.all(inner);
  }

  await visit('');
  return found.sort();
}

/** What is in a folder. @throws {SourceError} */
export async function entriesOf(folder: string, mayVanish = false): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    // Deleted since its parent was read.
    if (mayVanish && isMissing(error)) return [];
    throw folderError(folder, error);
  }
}
