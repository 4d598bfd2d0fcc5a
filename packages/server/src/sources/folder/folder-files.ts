/**
 * Reading the files of a repository on disk: nothing outside of it, nothing larger than allowed, nothing twice. The calls block, because
 * this runs in the harvest worker: for the many small files that there are, sending each step to another thread takes longer than the step.
 */
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { HarvestReadError } from '@callboard/plugin/server';
import { contentHash } from '../generated-location.ts';
import { insidePath } from '../paths.ts';
import { fileError, fileTooLarge, isMissing } from './errors.ts';
import { stampOf, type Stamp } from './stamps.ts';

/** Content hashes by file, valid while the stamp is the same. Lives as long as the source. */
export type HashMemory = Map<string, { stamp: string; hash: string }>;

/** Bytes read for hashing that are kept for the reading that follows. */
const KEPT_BYTES = 16_000_000;

export class FolderFiles {
  readonly #root: string;
  readonly #realRoot: string;
  readonly #limit: number;
  readonly #memory: HashMemory;
  readonly #kept = new Map<string, Buffer>();
  /** What is asked again and again of a file stays as it was first found: a snapshot is one moment. */
  readonly #realFiles = new Map<string, Promise<string | undefined>>();
  readonly #hashes = new Map<string, Promise<string | undefined>>();
  #keptBytes = 0;

  constructor(root: string, realRoot: string, limit: number, memory: HashMemory) {
    this.#root = root;
    this.#realRoot = realRoot;
    this.#limit = limit;
    this.#memory = memory;
  }

  /** @returns `undefined` when there is no such file. @throws {HarvestReadError} */
  hash(path: string): Promise<string | undefined> {
    return remember(this.#hashes, path, () => this.#hashOf(path));
  }

  async #hashOf(path: string): Promise<string | undefined> {
    const file = await this.#realFile(path);
    const stamp = file && this.#stamp(file, path);
    if (!file || !stamp) return undefined;
    const known = this.#memory.get(file);
    if (known?.stamp === stamp.text) return known.hash;
    // Too large to be read by anyone: what the stamp tells is enough.
    if (stamp.size > this.#limit) return `large:${stamp.text}`;
    const bytes = this.#bytes(file, path);
    const hash = contentHash(bytes);
    this.#keep(file, bytes);
    if (!stamp.young) this.#memory.set(file, { stamp: stamp.text, hash });
    return hash;
  }

  /** @throws {HarvestReadError} */
  async read(path: string): Promise<Buffer> {
    const file = await this.#realFile(path);
    if (!file) throw fileError(path, Object.assign(new Error(), { code: 'ENOENT' }));
    return this.#kept.get(file) ?? this.#bytes(file, path);
  }

  /** @throws {HarvestReadError} */
  async head(path: string, bytes: number): Promise<Buffer> {
    const file = await this.#realFile(path);
    if (!file) throw fileError(path, Object.assign(new Error(), { code: 'ENOENT' }));
    const kept = this.#kept.get(file);
    return kept ? kept.subarray(0, bytes) : this.#readBytes(file, path, bytes);
  }

  /** The file itself, all links followed; `undefined` when it does not exist. */
  #realFile(path: string): Promise<string | undefined> {
    return remember(this.#realFiles, path, () => this.#follow(path));
  }

  async #follow(path: string): Promise<string | undefined> {
    const plain = insidePath(path);
    let file: string;
    try {
      file = realpathSync.native(join(this.#root, plain));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw fileError(path, error);
    }
    const inside = file === this.#realRoot ? '' : relative(this.#realRoot, file).split(sep).join('/');
    if (inside.startsWith('../') || inside === '..') {
      throw new HarvestReadError(
        'path-outside-repository',
        `${path} is a link that leads out of the repository.`,
        'Put the file itself into the repository.',
      );
    }
    insidePath(inside, path);
    return file;
  }

  #stamp(file: string, path: string): Stamp | undefined {
    try {
      return stampOf(file);
    } catch (error) {
      throw fileError(path, error);
    }
  }

  #bytes(file: string, path: string): Buffer {
    const bytes = this.#readBytes(file, path, this.#limit + 1);
    if (bytes.length > this.#limit) throw fileTooLarge(path, this.#limit);
    return bytes;
  }

  #readBytes(file: string, path: string, most: number): Buffer {
    // Not waiting: opening a named pipe would otherwise block until someone writes to it.
    const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
    let opened: number | undefined;
    try {
      opened = openSync(file, flags);
      const stats = fstatSync(opened);
      if (!stats.isFile()) throw fileError(path, Object.assign(new Error(), { code: 'EISDIR' }));
      const buffer = Buffer.allocUnsafe(Math.min(stats.size, most));
      let length = 0;
      while (length < buffer.length) {
        const read = readSync(opened, buffer, length, buffer.length - length, length);
        if (!read) break;
        length += read;
      }
      return buffer.subarray(0, length);
    } catch (error) {
      throw fileError(path, error);
    } finally {
      if (opened !== undefined) closeSync(opened);
    }
  }

  #keep(file: string, bytes: Buffer): void {
    if (this.#keptBytes + bytes.length > KEPT_BYTES) return;
    this.#keptBytes += bytes.length;
    this.#kept.set(file, bytes);
  }
}

function remember<Value>(memory: Map<string, Value>, name: string, find: () => Value): Value {
  const known = memory.get(name);
  if (known !== undefined) return known;
  const found = find();
  memory.set(name, found);
  return found;
}
