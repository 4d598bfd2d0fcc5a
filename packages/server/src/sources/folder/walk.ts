/** Walking through the files of a repository on disk. */
import type { Dirent } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { PathMatcher } from '../globs.ts';
import { folderError, isMissing } from './errors.ts';

/**
 * Paths of all files that match, sorted. Links are passed by: what they lead to inside the repository is met where it is. Those that
 * lead out of it are named all the same, so that whoever reads one is told why it does not count.
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
      } else if (entry.isSymbolicLink() && matcher.matches(path) && (await leadsOut(root, path))) {
        found.push(path);
      }
    }
    if (inner.length) await Promise.all(inner);
  }

  await visit('');
  return found.sort();
}

async function leadsOut(root: string, path: string): Promise<boolean> {
  try {
    const inside = (await realpath(root)) + sep;
    return !(await realpath(join(root, path))).startsWith(inside);
  } catch (error) {
    // A link that leads nowhere is like a file that is not there.
    if (isMissing(error)) return false;
    throw folderError(join(root, path), error);
  }
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
