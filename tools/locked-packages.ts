import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package that package-lock.json names. */
export interface LockedPackage {
  name: string;
  version: string;
  licence: string | undefined;
  /** Only builds and tests use it. */
  development: boolean;
}

interface LockFile {
  packages: Record<string, { version?: string; license?: string; dev?: boolean; link?: boolean }>;
}

/** Every package of others that an install brings, in the order of their names. */
export function lockedPackages(root: string): LockedPackage[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as LockFile;
  const entries = Object.entries(lock.packages).filter(
    ([path, entry]) => path.includes('node_modules/') && !entry.link,
  );
  const packages = entries.map(([path, entry]) => ({
    name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
    version: entry.version ?? '',
    licence: entry.license,
    development: entry.dev === true,
  }));
  return packages.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
