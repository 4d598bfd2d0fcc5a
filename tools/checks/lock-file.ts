import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockFile {
  packages: Record<string, { version?: string; optionalDependencies?: Record<string, string> }>;
}

/**
 * The lock file names what every platform needs, not this one alone: npm leaves out what the registry could not give it
 * when the lock file was written, and `npm ci` then refuses the whole.
 */
export function checkLockFile(root: string): string[] {
  return incompletePackages(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as LockFile);
}

/** One line for each package some of whose optional dependencies the lock file does not have. */
export function incompletePackages(lock: LockFile): string[] {
  const paths = Object.keys(lock.packages);
  const names = new Set(paths.map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)));
  return Object.entries(lock.packages).flatMap(([path, entry]) => {
    const missing = Object.keys(entry.optionalDependencies ?? {}).filter((name) => !names.has(name));
    if (missing.length === 0) return [];
    return [
      `${path || 'package.json'} ${entry.version ?? ''}: ${missing.length} optional dependencies are not locked, such as ${missing[0]}. ` +
        'Take a version that the registry has for all platforms, and write the lock file anew without node_modules.',
    ];
  });
}
