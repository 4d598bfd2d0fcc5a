/** Paths inside a repository: with forward slashes, never above its root. */
import { posix } from 'node:path';
import { HarvestReadError } from '@callboard/plugin/server';

/**
 * Resolves `target` as written in the file `from`; `/` at the start means the root of the repository.
 * @throws {HarvestReadError} when it leaves the repository
 */
export function resolveInside(from: string, target: string): string {
  const path = posix.normalize(target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(from), target));
  return insidePath(path, target);
}

/**
 * The path in its plain form.
 * @throws {HarvestReadError} when it leads out of the repository, or to what git keeps for itself
 */
export function insidePath(path: string, shown = path): string {
  const plain = posix.normalize(path).replace(/^(\.\/)+/, '');
  const parts = plain.split('/');
  if (parts[0] === '..' || posix.isAbsolute(plain) || plain.includes('\0')) {
    throw new HarvestReadError(
      'path-outside-repository',
      `${shown} leads out of the repository.`,
      'Name a file of the same repository, or a URL.',
    );
  }
  // Its configuration may hold credentials.
  if (parts.some((part) => part.toLowerCase() === '.git')) {
    throw new HarvestReadError(
      'path-outside-repository',
      `${shown} lies in the folder that git keeps for itself.`,
      'Name a file of the repository.',
    );
  }
  return plain === '.' ? '' : plain;
}

/** Whether a text is a URL rather than a path. */
export function hasScheme(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(text);
}
