/**
 * Starts from a Location entity that no file holds and that names the registered file. The paths are those of the repository around it.
 */
import { isAbsolute, relative, sep } from 'node:path';
import { HarvestReadError, type FileLocation } from '@callboard/plugin/server';
import { fileError } from '../folder/errors.ts';
import type { FolderSnapshot } from '../folder/folder-snapshot.ts';
import { contentHash, generatedLocation, LOCATION_PATH } from '../generated-location.ts';
import { isGlob } from '../globs.ts';
import type { CommitInfo, Snapshot, SnapshotFile } from '../source.ts';

export interface FileSnapshotOptions {
  files: FolderSnapshot;
  /** Folder that the paths are relative to, all links followed. */
  root: string;
  /** Absolute path or glob below `root`. */
  target: string;
  /** The same as it was registered. */
  registered: string;
  /** Start from the file itself. */
  direct: boolean;
  entityName: string | undefined;
}

export class FileSnapshot implements Snapshot {
  readonly #options: FileSnapshotOptions;
  readonly #descriptor: Buffer;
  readonly commit?: CommitInfo;

  constructor(options: FileSnapshotOptions) {
    this.#options = options;
    this.#descriptor = generatedLocation('file', options.registered, options.entityName);
    if (options.files.commit) this.commit = options.files.commit;
  }

  async start(): Promise<string[]> {
    const target = this.#path(this.#options.target);
    if (!this.#options.direct) return [LOCATION_PATH];
    return isGlob(target) ? (await this.list([target], [])).map(({ path }) => path) : [target];
  }

  list(globs: string[], exclude: string[]): Promise<SnapshotFile[]> {
    return this.#options.files.list(globs, exclude);
  }

  async hash(path: string): Promise<string | undefined> {
    if (path === LOCATION_PATH) return contentHash(this.#descriptor);
    const hash = await this.#options.files.hash(path);
    // Nobody else would say that the registered file is missing.
    if (hash === undefined && this.#options.direct && path === this.#path(this.#options.target)) {
      throw fileError(path, Object.assign(new Error(), { code: 'ENOENT' }));
    }
    return hash;
  }

  async read(path: string): Promise<Buffer> {
    return path === LOCATION_PATH ? this.#descriptor : this.#options.files.read(path);
  }

  async head(path: string, bytes: number): Promise<Buffer> {
    return path === LOCATION_PATH ? this.#descriptor.subarray(0, bytes) : this.#options.files.head(path, bytes);
  }

  resolve(from: string, target: string): { inside: string } | { outside: string } {
    const { files, registered } = this.#options;
    // An absolute path is one of this machine first; else `/` is the root of the repository.
    const place = target === registered ? this.#options.target : target;
    const inside = isAbsolute(place) ? this.#path(place) : '';
    const absolute = isAbsolute(place) && inside !== '..' && !inside.startsWith('../');
    if (from === LOCATION_PATH && isAbsolute(place) && !absolute) {
      throw new HarvestReadError(
        'path-outside-repository',
        `${target} lies outside of the registered folder.`,
        'Register it by itself.',
      );
    }
    return absolute ? { inside } : files.resolve(from, target);
  }

  locate(path: string): FileLocation {
    return path === LOCATION_PATH ? { ref: `file:${this.#options.registered}` } : this.#options.files.locate(path);
  }

  canonical(path: string): string {
    return path === LOCATION_PATH ? `location:file:${this.#options.registered}` : this.#options.files.canonical(path);
  }

  close(): Promise<void> {
    return this.#options.files.close();
  }

  #path(absolute: string): string {
    return relative(this.#options.root, absolute).split(sep).join('/');
  }
}
