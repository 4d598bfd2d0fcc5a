import { existsSync, globSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { decodeText, defaultLimits, type PlaceholderContent, type PlaceholderReader } from '@callboard/core';

/** The files around descriptors, as far as they are on this disk. Nothing outside a repository is touched. */
export interface Disk {
  /** Whether the whole repository of a file is here, so that what is missing is missing for good. */
  isComplete(file: string): boolean;
  /** Where a target written in a file leads; `undefined` when it leaves the repository. */
  resolve(target: string, from: string): string | undefined;
  /** Files of the repository that a pattern written in a file matches, sorted. */
  match(pattern: string, from: string): string[];
  readPlaceholder: PlaceholderReader;
}

interface Repository {
  root: string;
  isComplete: boolean;
}

/** The repository of a file is the git checkout around it; without one, the outermost of `folders` that holds it, which may be a part of something larger. */
export function openDisk(folders: readonly string[]): Disk {
  const known = new Map<string, Repository>();

  function repositoryOf(file: string): Repository {
    const folder = dirname(file);
    const found = known.get(folder) ?? findRepository(folder, folders);
    known.set(folder, found);
    return found;
  }

  const disk: Disk = {
    isComplete: (file) => repositoryOf(file).isComplete,
    resolve(target, from) {
      const { root } = repositoryOf(from);
      const path = target.startsWith('/') ? join(root, target) : resolve(dirname(from), target);
      return isInside(path, root) ? path : undefined;
    },
    match(pattern, from) {
      const { root } = repositoryOf(from);
      const base = pattern.startsWith('/') ? root : dirname(from);
      return globSync(pattern.replace(/^\/+/, ''), { cwd: base, exclude: ['**/node_modules/**', '**/.git/**'] })
        .map((path) => resolve(base, path))
        .filter((path) => isInside(path, root) && statSync(path).isFile())
        .sort();
    },
    readPlaceholder: async (target, from) => readPlaceholder(target, disk.resolve(target, from), repositoryOf(from)),
  };
  return disk;
}

/** Whether a target is a URL, which is never fetched here. */
export function isUrl(target: string): boolean {
  return /^[a-z][a-z\d+.-]*:\/\//i.test(target);
}

function readPlaceholder(target: string, path: string | undefined, repository: Repository): PlaceholderContent {
  if (isUrl(target)) return unread('placeholder-not-read', `${target} was not read: nothing is fetched here`);
  if (path === undefined) {
    if (repository.isComplete) return refuse('placeholder-outside-repository', `${target} leads out of the repository`);
    return unread('placeholder-not-read', `${target} lies outside this folder`);
  }
  if (!existsSync(path)) {
    if (repository.isComplete) return refuse('placeholder-unreadable', 'no such file');
    return unread('placeholder-unreadable', `${target} does not exist here`, 'warning');
  }
  return { path, text: readText(path, repository) };
}

function readText(path: string, { root }: Repository): string {
  const real = realpathSync(path);
  if (!isInside(real, realpathSync(root)))
    return refuse('placeholder-outside-repository', 'it is a link that leads out of the repository');
  const stat = statSync(real);
  if (!stat.isFile()) return refuse('placeholder-unreadable', 'it is not a file');
  if (stat.size > defaultLimits.bytes)
    return refuse('placeholder-too-large', `it is larger than ${defaultLimits.bytes} bytes`);
  return decodeText(readFileSync(real)) ?? refuse('placeholder-unreadable', 'it is not UTF-8 text');
}

function unread(code: string, message: string, level: 'info' | 'warning' = 'info'): PlaceholderContent {
  return { unread: { code, level, message } };
}

function refuse(code: string, message: string): never {
  throw Object.assign(new Error(message), { code });
}

function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

function findRepository(folder: string, folders: readonly string[]): Repository {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return { root: at, isComplete: true };
    if (dirname(at) === at) break;
  }
  const around = folders.filter((each) => isInside(folder, each)).sort((a, b) => a.length - b.length);
  return { root: around[0] ?? folder, isComplete: false };
}
