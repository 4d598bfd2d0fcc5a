/** The clone in the cache folder: bare, without the contents of files until they are asked for, and made anew when it is broken. */
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access as canAccess, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SourceError } from '../source-error.ts';
import { gitFailure } from './failures.ts';
import type { Remote, RemoteHead } from './remote.ts';
import { runGit, startGit, type GitRun } from './run-git.ts';
import { parseTree, type TreeFile } from './tree.ts';

/** Contents are fetched for so many files in one go. */
const CONTENTS_AT_ONCE = 20_000;
const LOCAL_TIMEOUT = 120_000;
const FETCH_TIMEOUT = 900_000;
const PARTIAL = ['--filter=blob:none'];
const FETCH = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules'];

/** Where the clone of a target is kept; sources with the same target share it. */
export function cloneFolder(cacheFolder: string, target: string): string {
  return join(cacheFolder, 'git', createHash('sha256').update(target).digest('hex').slice(0, 32));
}

type Step = Pick<GitRun, 'args'> & Partial<Pick<GitRun, 'input' | 'enough'>>;

export class Clone {
  readonly #folder: string;
  readonly #remote: Remote;

  constructor(folder: string, remote: Remote) {
    this.#folder = folder;
    this.#remote = remote;
  }

  /**
   * Brings the clone to the head and lists its files.
   * @param wanted picks the files whose contents are going to be read
   * @returns the commit that the clone is at: the head, or what was pushed since it was asked for
   * @throws {SourceError}
   */
  async update(
    head: RemoteHead,
    wanted: (files: TreeFile[]) => TreeFile[],
  ): Promise<{ commit: string; files: TreeFile[] }> {
    return exclusively(this.#folder, async () => {
      // A clone that was cut off or damaged is made anew; the last try is for hosts that cannot leave out contents.
      for (const filter of [PARTIAL, PARTIAL]) {
        try {
          return await this.#update(head, wanted, filter);
        } catch (error) {
          if (!(error instanceof SourceError) || error.code !== 'git-failed') throw error;
          await rm(this.#folder, { recursive: true, force: true });
        }
      }
      return this.#update(head, wanted, []);
    });
  }

  /** Fetches, in one go, the contents that are not there yet. @throws {SourceError} */
  async fetchContents(commit: string, files: readonly TreeFile[]): Promise<void> {
    const listing = await this.run({
      args: ['rev-list', '--objects', '--no-object-names', '--missing=print', `${commit}^{tree}`],
    });
    const missing = new Set(
      listing
        .toString('utf8')
        .split('\n')
        .filter((line) => line.startsWith('?')),
    );
    const wanted = [...new Set(files.map(({ id }) => id))].filter((id) => missing.has(`?${id}`));
    for (let start = 0; start < wanted.length; start += CONTENTS_AT_ONCE) {
      const input = `${wanted.slice(start, start + CONTENTS_AT_ONCE).join('\n')}\n`;
      await this.#fetch({
        args: ['-c', 'fetch.negotiationAlgorithm=noop', ...FETCH, ...PARTIAL, '--stdin', 'origin'],
        input,
      });
    }
  }

  /** Standard output of a git command in the clone. @throws {SourceError} */
  async run(step: Step): Promise<Buffer> {
    const result = await runGit({
      ...step,
      args: this.#inside(step.args),
      cwd: dirname(this.#folder),
      timeoutMs: LOCAL_TIMEOUT,
    });
    if (result.code !== 0)
      throw gitFailure(this.#remote.url, result.timedOut ? 'fatal: reading the clone is too slow' : result.stderr, []);
    return result.stdout;
  }

  /** A git process in the clone that fetches what it misses. @throws {SourceError} */
  async start(args: readonly string[]): Promise<ChildProcess> {
    const { settings, protocols } = await this.#remote.access();
    return startGit({ args: this.#inside(args), cwd: dirname(this.#folder), settings, protocols });
  }

  async #update(
    head: RemoteHead,
    wanted: (files: TreeFile[]) => TreeFile[],
    filter: string[],
  ): Promise<{ commit: string; files: TreeFile[] }> {
    const name = `refs/callboard/${createHash('sha256').update(head.reference).digest('hex').slice(0, 16)}`;
    const exists = await canAccess(join(this.#folder, 'HEAD')).then(
      () => true,
      () => false,
    );
    if (!exists) await this.run({ args: ['init', '--quiet', '--bare'] });
    if (!exists || (await this.#commitAt(name)) !== head.commit) {
      await this.#fetch({ args: [...FETCH, ...filter, '--force', 'origin', `+${head.reference}:${name}`] });
    }
    const commit = await this.#commitAt(name);
    const files = parseTree(await this.run({ args: ['ls-tree', '-r', '-z', '--full-tree', commit] }));
    const contents = wanted(files);
    if (contents.length) await this.fetchContents(commit, contents);
    return { commit, files };
  }

  async #fetch(step: Step): Promise<void> {
    const { settings, protocols, secrets } = await this.#remote.access();
    const run = {
      ...step,
      args: this.#inside(step.args),
      cwd: dirname(this.#folder),
      settings,
      protocols,
      timeoutMs: FETCH_TIMEOUT,
    };
    const { code, stderr, timedOut } = await runGit(run);
    if (code !== 0) throw gitFailure(this.#remote.url, timedOut ? 'fatal: fetching is too slow' : stderr, secrets);
  }

  async #commitAt(name: string): Promise<string> {
    const listed = await this.run({ args: ['for-each-ref', '--format=%(objectname)', name] });
    return listed.toString('utf8').trim();
  }

  #inside(args: readonly string[]): string[] {
    return [`--git-dir=${this.#folder}`, ...args];
  }
}

const running = new Map<string, Promise<unknown>>();

/** One at a time per clone, in the order of the calls. */
async function exclusively<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const before = running.get(folder) ?? Promise.resolve();
  const mine = before.then(work, work);
  const settled = mine.catch(() => undefined);
  running.set(folder, settled);
  try {
    return await mine;
  } finally {
    if (running.get(folder) === settled) running.delete(folder);
  }
}
