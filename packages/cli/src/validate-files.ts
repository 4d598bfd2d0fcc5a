import { closeSync, type Dirent, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type CatalogModel, isDescriptorName, looksLikeDescriptor } from '@callboard/core';
import { Exit } from './io.ts';

/** Folders that hold what tools made or fetched. */
const skipped = new Set(
  '.git .hg .svn node_modules bower_components vendor third_party .venv venv __pycache__ .tox .terraform .gradle .cache .yarn .pnpm-store .next .nuxt .turbo'.split(
    ' ',
  ),
);

/** How much of a file is looked at to see whether it holds entities. */
const headBytes = 65_536;

/** What there is to check; absolute paths. */
export interface Found {
  /** Each once: files as they were given, and the descriptors below folders. */
  files: string[];
  /** The folders that were given. */
  folders: string[];
}

/** @throws {Exit} when a path does not exist, or nothing is found at all */
export function findDescriptors(paths: readonly string[], cwd: string, model: CatalogModel): Found {
  const found = new Set<string>();
  const folders: string[] = [];
  for (const given of paths) {
    const path = resolve(cwd, given);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) throw new Exit(2, `there is no ${given}`);
    if (!stat.isDirectory()) {
      found.add(path);
      continue;
    }
    folders.push(path);
    for (const file of descriptorsBelow(path, model)) found.add(file);
  }
  if (found.size === 0)
    throw new Exit(2, `no descriptors found in ${paths.join(', ')}; name a file to check it whatever it is called`);
  return { files: [...found], folders };
}

/** Symbolic links are left alone, so that a walk neither ends outside nor goes in circles. */
function* descriptorsBelow(folder: string, model: CatalogModel): Generator<string> {
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!skipped.has(entry.name)) yield* descriptorsBelow(path, model);
    } else if (entry.isFile() && isDescriptor(entry.name, path, model)) yield path;
  }
}

function isDescriptor(name: string, path: string, model: CatalogModel): boolean {
  if (isDescriptorName(name)) return true;
  if (!/\.ya?ml$/.test(name)) return false;
  const head = headOf(path);
  // One that cannot be opened may well be one: reading it later says why it cannot.
  return head === undefined || looksLikeDescriptor(head, model);
}

function headOf(path: string): string | undefined {
  const buffer = Buffer.alloc(headBytes);
  try {
    const file = openSync(path, 'r');
    try {
      return buffer.toString('utf8', 0, readSync(file, buffer, 0, headBytes, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw new Exit(2, `${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
