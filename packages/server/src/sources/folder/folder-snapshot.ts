/** A repository on disk, as it is now. */
import { realpathSync } from 'node:fs';
import { createMatcher } from '../globs.ts';
import { mapLimit } from '../parallel.ts';
import type { CommitInfo, Snapshot, SnapshotFile, SourceEnvironment } from '../source.ts';
import { folderError, tooManyFiles } from './errors.ts';
import { FolderFiles, type HashMemory } from './folder-files.ts';
import { headOf, type Checkout } from './git-config.ts';
import { createPlace, type Place } from './place.ts';
import { walk } from './walk.ts';

export interface FolderSnapshotOptions {
  name: string;
  folder: string;
  /** Only the files right in the folder are listed. */
  shallow: boolean;
  checkout: Checkout | undefined;
  memory: HashMemory;
  environment: Pick<SourceEnvironment, 'limits' | 'integrations'>;
}

const READS_AT_ONCE = 16;
const FILES_PER_REPOSITORY = 100_000;

/** @throws {SourceError} when the folder is not there */
export async function openFolderSnapshot(options: FolderSnapshotOptions): Promise<FolderSnapshot> {
  const { folder: root, checkout, environment, memory } = options;
  const realRoot = realFolder(root);
  const { branch, commit } = checkout ? await headOf(checkout) : {};
  const place = createPlace(root, realRoot, checkout, branch, environment.integrations);
  const files = new FolderFiles(root, realRoot, environment.limits.fileBytes, memory);
  return new FolderSnapshot(options, place, files, commit);
}

function realFolder(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch (error) {
    throw folderError(folder, error);
  }
}

export class FolderSnapshot implements Snapshot {
  readonly #options: FolderSnapshotOptions;
  readonly #place: Place;
  readonly #files: FolderFiles;
  readonly commit?: CommitInfo;

  constructor(options: FolderSnapshotOptions, place: Place, files: FolderFiles, commit: CommitInfo | undefined) {
    this.#options = options;
    this.#place = place;
    this.#files = files;
    if (commit) this.commit = commit;
  }

  async list(globs: string[], exclude: string[]): Promise<SnapshotFile[]> {
    const { folder, shallow, name, environment } = this.#options;
    const paths = await walk(folder, createMatcher(globs, exclude), shallow);
    const limit = environment.limits.filesPerRepository ?? FILES_PER_REPOSITORY;
    if (paths.length > limit) throw tooManyFiles(name, limit);
    const hashes = await mapLimit(paths, READS_AT_ONCE, (path) => this.#listedHash(path));
    // A file without a hash was deleted since its folder was read.
    return paths.flatMap((path, index) => (hashes[index] === undefined ? [] : [{ path, hash: hashes[index] }]));
  }

  hash(path: string): Promise<string | undefined> {
    return this.#files.hash(path);
  }

  read(path: string): Promise<Buffer> {
    return this.#files.read(path);
  }

  head(path: string, bytes: number): Promise<Buffer> {
    return this.#files.head(path, bytes);
  }

  resolve(from: string, target: string): { inside: string } | { outside: string } {
    return this.#place.resolve(from, target);
  }

  locate(path: string) {
    return this.#place.locate(path);
  }

  canonical(path: string): string {
    return this.#place.canonical(path);
  }

  async close(): Promise<void> {}

  /** A file that is there but cannot be read is listed: leaving it out would say that it is gone. */
  async #listedHash(path: string): Promise<string | undefined> {
    try {
      return await this.#files.hash(path);
    } catch (error) {
      return `unreadable:${error instanceof Error ? error.name : ''}`;
    }
  }
}
