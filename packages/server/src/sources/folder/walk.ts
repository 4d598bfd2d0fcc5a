/** Walking through the files of a repository on disk. */
import { readdirSync, realpathSync, type Dirent } from 'node:fs';
import { join, sep } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PathMatcher } from '../globs.ts';
import { folderError, isMissing } from './errors.ts';

/** Folders that are looked into in one go, before others get their turn. */
const AT_ONCE = 500;

/**
 * Paths of all files that match, sorted. Links are passed by: what they lead to inside the repository is met where it is. Those that
 * lead out of it are named all the same, so that whoever reads one is told why it does not count.
 * @param shallow only the files right in the folder
 * @throws {SourceError} when a folder cannot be looked into: its files must not seem to be gone
 */
export async function walk(root: string, matcher: PathMatcher, shallow = false): Promise<string[]> {
  const found: string[] = [];
  let visited = 0;

  async function visit(prefix: string): Promise<void> {
    visited += 1;
    if (visited % AT_ONCE === 0) await nextTurn();
    for (const entry of entriesOf(join(root, prefix), prefix !== '')) {
      const path = prefix + entry.name;
      if (entry.isFile()) {
        if (matcher.matches(path)) found.push(path);
      } else if (entry.isDirectory() && !shallow && !matcher.skips(entry.name)) {
        await visit(`${path}/`);
      } else if (entry.isSymbolicLink() && matcher.matches(path) && leadsOut(root, path)) {
        found.push(path);
      }
    }
  }

  await visit('');
  return found.sort();
}

function leadsOut(root: string, path: string): boolean {
  try {
    const inside = realpathSync.native(root) + sep;
    return !realpathSync.native(join(root, path)).startsWith(inside);
  } catch (error) {
    // A link that leads nowhere is like a file that is not there.
    if (isMissing(error)) return false;
    throw folderError(join(root, path), error);
  }
}

/** What is in a folder. @throws {SourceError} */
export function entriesOf(folder: string, mayVanish = false): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    // Deleted since its parent was read.
    if (mayVanish && isMissing(error)) return [];
    throw folderError(folder, error);
  }
}
