/**
 * Starts from a Location entity that no file holds and that names the registered file. The paths are those of the folder around it.
 * A glob that begins with `./` is answered with files of that folder; any other is about the descriptor to start from.
 */
import { isAbsolute, relative, sep } from 'node:path';
import { HarvestReadError, type FileLocation } from '@callboard/plugin/server';
import { fileError } from '../folder/errors.ts';
import type { FolderSnapshot } from '../folder/folder-snapshot.ts';
import { contentHash, generatedLocation, LOCATION_PATH } from '../generated-location.ts';
import { createMatcher, isGlob } from '../globs.ts';
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
}

export class FileSnapshot implements Snapshot {
  readonly #options: FileSnapshotOptions;
  readonly #descriptor: Buffer;
  readonly commit?: CommitInfo;

  constructor(options: FileSnapshotOptions) {
    this.#options = options;
    this.#descriptor = generatedLocation('file', options.registered);
    if (options.files.commit) this.commit = options.files.commit;
  }

  async list(globs: string[], exclude: string[]): Promise<SnapshotFile[]> {
    const { files, direct } = this.#options;
    const explicit = globs.filter((glob) => glob.startsWith('./')).map((glob) => glob.slice(2));
    const found = explicit.length ? await files.list(explicit, exclude) : [];
    const others = globs.filter((glob) => !glob.startsWith('./'));
    if (!createMatcher(others, []).matches(LOCATION_PATH)) return found;
    if (!direct) return [...found, { path: LOCATION_PATH, hash: contentHash(this.#descriptor) }];
    const target = this.#path(this.#options.target);
    return isGlob(target)
      ? files.list([target], exclude)
      : [{ path: target, hash: (await this.#options.files.hash(target)) ?? '' }];
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
    const resolved = absolute ? { inside } : files.resolve(from, target);
    return 'inside' in resolved && isGlob(resolved.inside) ? { inside: `./${resolved.inside}` } : resolved;
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
