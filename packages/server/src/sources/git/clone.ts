/** The clone in the cache folder: bare, without the contents of files until they are asked for, and made anew when it is broken. */
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SourceError } from '../source-error.ts';
import { cloneFailure, gitFailure } from './failures.ts';
import type { Remote, RemoteHead } from './remote.ts';
import { runGit, startGit, type GitRun } from './run-git.ts';
import { parseTree, type TreeFile } from './tree.ts';

/** Contents are fetched for so many files in one go. */
const CONTENTS_AT_ONCE = 20_000;
const LOCAL_TIMEOUT = 120_000;
const FETCH_TIMEOUT = 900_000;
const PARTIAL = '--filter=blob:none';
const FETCH = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules'];

/** Where the clone of a target is kept; sources with the same target share it. */
export function cloneFolder(cacheFolder: string, target: string): string {
  return join(cacheFolder, 'git', createHash('sha256').update(target).digest('hex').slice(0, 32));
}

export interface CloneState {
  commit: string;
  files: TreeFile[];
  /** Ids of contents that were not fetched. */
  missing: Set<string>;
}

type Step = Pick<GitRun, 'args'> & Partial<Pick<GitRun, 'input' | 'enough' | 'settings'>>;

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
   * @throws {SourceError}
   */
  async update(head: RemoteHead, wanted: (files: TreeFile[]) => TreeFile[]): Promise<CloneState> {
    return exclusively(this.#folder, async () => {
      try {
        return await this.#update(head, wanted);
      } catch (error) {
        if (!(error instanceof SourceError) || error.code !== 'git-failed') throw error;
        // Cut off or damaged: a new one is soon made.
        await rm(this.#folder, { recursive: true, force: true });
        return this.#update(head, wanted);
      }
    });
  }

  /** Fetches contents that are not there yet, all in one go. @throws {SourceError} */
  fetchContents(ids: readonly string[]): Promise<void> {
    return exclusively(this.#folder, () => this.#fetchContents(ids));
  }

  /** Gives the remote a commit as a new reference; one that is there already is left alone. @throws {SourceError} */
  async push(commit: string, reference: string): Promise<void> {
    // An expected value of nothing: only where there is no such reference yet.
    const lease = `--force-with-lease=${reference}:`;
    await this.#speak({ args: ['push', '--quiet', '--no-verify', lease, 'origin', `${commit}:${reference}`] });
  }

  /** Standard output of a git command in the clone. @throws {SourceError} */
  async run(step: Step): Promise<Buffer> {
    const result = await runGit({
      ...step,
      args: this.#inside(step.args),
      cwd: dirname(this.#folder),
      timeoutMs: LOCAL_TIMEOUT,
    });
    const stderr = result.timedOut ? 'fatal: reading the clone is too slow' : result.stderr;
    if (result.code !== 0) throw cloneFailure(this.#remote.url, stderr);
    return result.stdout;
  }

  /** A git process in the clone, with pipes. */
  start(args: readonly string[]): ChildProcess {
    return startGit({ args: this.#inside(args), cwd: dirname(this.#folder) });
  }

  async #update(head: RemoteHead, wanted: (files: TreeFile[]) => TreeFile[]): Promise<CloneState> {
    const name = `refs/callboard/${createHash('sha256').update(head.reference).digest('hex').slice(0, 16)}`;
    const exists = await isThere(join(this.#folder, 'HEAD'));
    if (!exists) await this.run({ args: ['init', '--quiet', '--bare'] });
    if (!exists || (await this.#commitAt(name)) !== head.commit) {
      // A host that cannot leave out contents sends them all.
      await this.#speak({ args: [...FETCH, PARTIAL, '--force', 'origin', `+${head.reference}:${name}`] });
    }
    // What was pushed since the head was asked for is just as good: the next look finds nothing new in it.
    const commit = await this.#commitAt(name);
    const files = parseTree(await this.run({ args: ['ls-tree', '-r', '-z', '--full-tree', commit] }));
    const missing = await this.#missing(commit);
    const ids = new Set(wanted(files).map(({ id }) => id)).intersection(missing);
    await this.#fetchContents([...ids]);
    return { commit, files, missing: missing.difference(ids) };
  }

  async #fetchContents(ids: readonly string[]): Promise<void> {
    for (let start = 0; start < ids.length; start += CONTENTS_AT_ONCE) {
      const input = `${ids.slice(start, start + CONTENTS_AT_ONCE).join('\n')}\n`;
      const args = ['-c', 'fetch.negotiationAlgorithm=noop', ...FETCH, PARTIAL, '--stdin', 'origin'];
      await this.#speak({ args, input });
    }
  }

  async #missing(commit: string): Promise<Set<string>> {
    const listing = await this.run({
      args: ['rev-list', '--objects', '--no-object-names', '--missing=print', `${commit}^{tree}`],
    });
    const lines = listing.toString('utf8').split('\n');
    return new Set(lines.filter((line) => line.startsWith('?')).map((line) => line.slice(1)));
  }

  /** Runs a command that speaks with the remote. */
  async #speak(step: Step): Promise<void> {
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

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
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
