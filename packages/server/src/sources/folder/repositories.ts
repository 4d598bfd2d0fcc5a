/** Which folders are repositories. */
import type { Dirent } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SKIPPED_FOLDERS } from '../globs.ts';
import { mapLimit } from '../parallel.ts';
import type { SourceOptions } from '../source.ts';
import { SourceError } from '../source-error.ts';
import { isMissing } from './errors.ts';
import { entriesOf } from './walk.ts';

export interface RepositoryRoot {
  name: string;
  folder: string;
  /** Only the files right in the folder belong to it; the folders below are repositories of their own. */
  shallow: boolean;
  /** There is a `.git` in the folder. */
  hasGit: boolean;
}

export interface FolderLayout {
  /** The target itself is the one repository. */
  single: boolean;
  roots: RepositoryRoot[];
}

const AT_ONCE = 32;

/**
 * The repositories in a folder: itself, when it has `.git` or a descriptor at its top; else every folder in it. A folder that only groups
 * checkouts counts with each of them. Loose YAML files beside repositories make one of their own, so that they are not overlooked.
 * @param only names of the folders in the target to look into; absent: all
 * @throws {SourceError} when the folder cannot be looked into
 */
export async function findRepositories(
  target: string,
  options: Pick<SourceOptions, 'repository' | 'name'>,
  only?: ReadonlySet<string>,
): Promise<FolderLayout> {
  const entries = entriesOf(target);
  if (options.repository || looksLikeRepository(entries)) {
    return {
      single: true,
      roots: [
        { name: options.name ?? (basename(target) || target), folder: target, shallow: false, hasGit: hasGit(entries) },
      ],
    };
  }
  const children = await foldersIn(target, only ? entries.filter(({ name }) => only.has(name)) : entries);
  const roots = (await mapLimit(children, AT_ONCE, (name) => repositoriesIn(target, name))).flat();
  if (hasLooseFiles(entries)) roots.push({ name: '.', folder: target, shallow: true, hasGit: false });
  return { single: false, roots: roots.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

/** The repositories of one folder in the target. */
async function repositoriesIn(target: string, name: string): Promise<RepositoryRoot[]> {
  const folder = join(target, name);
  const entries = entriesIfSeen(folder);
  // One that cannot be looked into is still a repository: saying why is the business of opening it.
  const itself = { name, folder, shallow: false, hasGit: !entries || hasGit(entries) };
  if (!entries || looksLikeRepository(entries)) return [itself];
  const inner = await foldersIn(folder, entries);
  const checkouts = await mapLimit(inner, AT_ONCE, (child) => exists(join(folder, child, '.git')));
  if (!checkouts.includes(true)) return [itself];
  const roots = inner.map((child, at) => ({
    name: `${name}/${child}`,
    folder: join(folder, child),
    shallow: false,
    hasGit: checkouts[at]!,
  }));
  return hasLooseFiles(entries) ? [...roots, { ...itself, shallow: true }] : roots;
}

function entriesIfSeen(folder: string): Dirent[] | undefined {
  try {
    return entriesOf(folder, true);
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}

function looksLikeRepository(entries: Dirent[]): boolean {
  return hasGit(entries) || entries.some(({ name }) => /^catalog-info\.ya?ml$/.test(name));
}

function hasGit(entries: Dirent[]): boolean {
  return entries.some(({ name }) => name === '.git');
}

function hasLooseFiles(entries: Dirent[]): boolean {
  return entries.some((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name));
}

/** Names of the folders, and of links to folders: whoever links a repository here means it. */
async function foldersIn(folder: string, entries: Dirent[]): Promise<string[]> {
  const names: string[] = [];
  for (const entry of entries) {
    if (SKIPPED_FOLDERS.includes(entry.name)) continue;
    if (entry.isDirectory() || (entry.isSymbolicLink() && (await isFolder(join(folder, entry.name)))))
      names.push(entry.name);
  }
  return names;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    // A link that cannot be followed may well be a repository whose volume is missing.
    return !isMissing(error);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
