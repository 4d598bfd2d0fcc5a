/** A repository at one commit, read through its clone. */
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { HarvestReadError, type FileLocation } from '@callboard/plugin/server';
import { fileTooLarge, tooManyFiles } from '../folder/errors.ts';
import { createMatcher, isReachable } from '../globs.ts';
import { insidePath } from '../paths.ts';
import { encodePath, type Integrations, type ScmFile } from '../scm/provider.ts';
import { repositoryKey } from '../scm/repository-url.ts';
import { resolveTarget, scmFileOf, scmLocation } from '../scm/scm-url.ts';
import type { CommitInfo, Limits, Snapshot, SnapshotFile } from '../source.ts';
import type { Clone, CloneState } from './clone.ts';
import { ObjectReader } from './object-reader.ts';
import type { GitTarget } from './target.ts';
import type { TreeFile } from './tree.ts';

export interface GitSnapshotOptions {
  clone: Clone;
  target: GitTarget;
  state: CloneState;
  commit: CommitInfo;
  /** Name of the branch, or the reference where it is none. */
  branch: string;
  limits: Limits;
  integrations: Integrations;
}

const FILES_PER_REPOSITORY = 100_000;
const LOG_FORMAT = '--format=%H%x00%an%x00%aI%x00%s';

export class GitSnapshot implements Snapshot {
  readonly commit: CommitInfo;
  readonly #options: GitSnapshotOptions;
  readonly #ids: Map<string, string>;
  readonly #scm: ScmFile | undefined;
  readonly #missing: Set<string>;
  readonly #wanted = new Set<string>();
  #fetching: Promise<void> | undefined;
  #sizes: ObjectReader | undefined;
  #contents: ObjectReader | undefined;

  constructor(options: GitSnapshotOptions) {
    this.#options = options;
    this.commit = options.commit;
    this.#ids = new Map(options.state.files.map(({ path, id }) => [path, id]));
    this.#missing = new Set(options.state.missing);
    const { address } = options.target;
    this.#scm = address && scmFileOf(address, options.branch, options.integrations);
  }

  async list(globs: string[], exclude: string[]): Promise<SnapshotFile[]> {
    const { state, limits, target } = this.#options;
    const found = matchingFiles(state.files, globs, exclude);
    const limit = limits.filesPerRepository ?? FILES_PER_REPOSITORY;
    if (found.length > limit) throw tooManyFiles(target.url, limit);
    await Promise.all(found.map(({ id }) => this.#fetch(id)));
    return found.map(({ path, id }) => ({ path, hash: id })).sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  async hash(path: string): Promise<string | undefined> {
    return this.#ids.get(insidePath(path));
  }

  async read(path: string): Promise<Buffer> {
    const id = this.#id(path);
    if ((await this.#size(id)) > this.#options.limits.fileBytes)
      throw fileTooLarge(path, this.#options.limits.fileBytes);
    this.#contents ??= new ObjectReader(this.#options.clone.start(['cat-file', '--batch']), true);
    const reply = await this.#contents.ask(id);
    if (!reply?.bytes) throw unreadable(path);
    return reply.bytes;
  }

  async head(path: string, bytes: number): Promise<Buffer> {
    const id = this.#id(path);
    if ((await this.#size(id)) <= this.#options.limits.fileBytes) return (await this.read(path)).subarray(0, bytes);
    const start = await this.#options.clone.run({ args: ['cat-file', 'blob', id], enough: bytes });
    return start.subarray(0, bytes);
  }

  resolve(from: string, target: string): { inside: string } | { outside: string } {
    return resolveTarget(from, target, this.#scm, this.#options.integrations);
  }

  locate(path: string): FileLocation {
    if (this.#scm) return scmLocation({ ...this.#scm, path });
    const { address, url } = this.#options.target;
    if (!address) return { ref: `file:${join(url, path)}` };
    const base = `${address.base}/${encodePath(address.owner)}/${encodeURIComponent(address.name)}`;
    const folder = path
      .split('/')
      .slice(0, -1)
      .map((part) => `${encodeURIComponent(part)}/`)
      .join('');
    return { ref: `url:${base}/${encodePath(path)}`, sourceRef: `url:${base}/${folder}` };
  }

  canonical(path: string): string {
    const { address, url } = this.#options.target;
    return address ? `${repositoryKey(address)}:${path}` : `file:${join(url, path)}`;
  }

  async authorOf(path: string): Promise<CommitInfo | undefined> {
    return readCommit(this.#options.clone, [this.commit.id, '--', path]);
  }

  async close(): Promise<void> {
    for (const reader of [this.#sizes, this.#contents]) reader?.close();
  }

  async #size(id: string): Promise<number> {
    await this.#fetch(id);
    this.#sizes ??= new ObjectReader(this.#options.clone.start(['cat-file', '--batch-check']), false);
    return (await this.#sizes.ask(id))?.size ?? 0;
  }

  /** Fetches a content unless it is there; those that are asked for at the same time come together. */
  async #fetch(id: string): Promise<void> {
    if (!this.#missing.has(id)) return;
    this.#wanted.add(id);
    this.#fetching ??= nextTurn().then(async () => {
      const ids = [...this.#wanted];
      this.#wanted.clear();
      this.#fetching = undefined;
      await this.#options.clone.fetchContents(ids);
      for (const fetched of ids) this.#missing.delete(fetched);
    });
    await this.#fetching;
  }

  #id(path: string): string {
    const id = this.#ids.get(insidePath(path));
    if (!id) throw unreadable(path);
    return id;
  }
}

/** The files that globs mean, but for those in folders that hold what tools made. */
export function matchingFiles(files: readonly TreeFile[], globs: string[], exclude: string[]): TreeFile[] {
  const matcher = createMatcher(globs, exclude);
  return files.filter(({ path }) => matcher.matches(path) && isReachable(path, matcher));
}

/** The newest commit that `revision` selects. @throws {SourceError} */
export async function readCommit(clone: Clone, revision: readonly string[]): Promise<CommitInfo | undefined> {
  const output = await clone.run({ args: ['log', '-1', '--no-show-signature', LOG_FORMAT, ...revision] });
  const [id, author, at, message] = output.toString('utf8').trim().split('\0');
  if (!id) return undefined;
  return {
    id,
    ...(author ? { author } : {}),
    ...(at ? { at: new Date(at).toISOString() } : {}),
    ...(message ? { message } : {}),
  };
}

function unreadable(path: string): HarvestReadError {
  return new HarvestReadError(
    'file-unreadable',
    `${path} cannot be read: it does not exist, or is a link.`,
    'Restore the file, or correct what names it.',
  );
}
