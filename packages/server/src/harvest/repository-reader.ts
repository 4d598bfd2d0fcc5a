/** Reads a snapshot with one harvester: candidates first, then whatever they point at. */
import type { Finding } from '@callboard/core';
import { HarvestReadError, type Follow } from '@callboard/plugin/server';
import type { Snapshot } from '../sources/source.ts';
import { findCycles, type FollowEdge } from './cycles.ts';
import { failedReading, readFile, sameDependencies } from './file-reading.ts';
import type { FileReading, HarvesterInstance, ReadingOptions, RepositoryReading, StoredFile } from './reading.ts';

const HEAD_BYTES = 65_536;
const FILES_AT_ONCE = 16;
const STRANGERS_AT_MOST = 200_000;
/** What is wrong with the bytes themselves: the same bytes need not be tried again. */
const LASTING = new Set(['file-binary', 'file-too-large']);

interface Task {
  path: string;
  reason: 'name' | 'content' | 'followed';
}

export class RepositoryReader {
  readonly #snapshot: Snapshot;
  readonly #instance: HarvesterInstance;
  readonly #stored: Map<string, StoredFile>;
  readonly #options: ReadingOptions;
  readonly #files = new Map<string, FileReading>();
  readonly #findings: Finding[] = [];
  readonly #edges: FollowEdge[] = [];
  /** Why each path was queued. */
  readonly #queued = new Map<string, Task['reason']>();
  #tasks: Task[] = [];
  #complete = true;

  constructor(snapshot: Snapshot, instance: HarvesterInstance, stored: StoredFile[], options: ReadingOptions) {
    this.#snapshot = snapshot;
    this.#instance = instance;
    this.#options = options;
    this.#stored = new Map(
      stored.filter((file) => file.harvester === instance.harvester.type).map((file) => [file.path, file]),
    );
  }

  async read(): Promise<RepositoryReading> {
    const { descriptors, exclude, maxFiles, model } = this.#options;
    const start = await this.#snapshot.start?.();
    for (const path of start ?? []) this.#queue(path, 'followed');
    const candidates = start ? [] : await this.#snapshot.list(descriptors, exclude);
    for (const { path } of candidates)
      this.#queue(path, this.#instance.harvester.recognises(path, '', model) ? 'name' : 'content');
    while (this.#tasks.length) {
      const batch = this.#tasks.splice(0, FILES_AT_ONCE);
      const read = (await Promise.all(batch.map((task) => this.#readTask(task)))).filter((file) => file !== undefined);
      for (const file of read) this.#files.set(file.path, file);
      for (const file of read) for (const follow of file.follow) await this.#follow(file.path, follow);
      if (this.#files.size > maxFiles) {
        this.#findings.push(tooManyFiles(batch[0]!.path, maxFiles));
        break;
      }
    }
    this.#findings.push(...findCycles(this.#edges));
    const files = [...this.#files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    return { files, findings: this.#findings, complete: this.#complete };
  }

  #queue(path: string, reason: Task['reason']): void {
    this.#queued.set(path, reason);
    this.#tasks.push({ path, reason });
  }

  /** Queues what a file points at, and says what of it is not there. */
  async #follow(from: string, follow: Follow): Promise<void> {
    const place = { file: from, document: follow.document, ...follow.position };
    if (!isGlob(follow.path)) return this.#followFile(from, follow.path, follow, place);
    const matches = (await this.#snapshot.list([follow.path], [])).map((file) => file.path);
    if (!matches.length && follow.presence === 'required') {
      this.#findings.push({
        ...place,
        level: 'warning',
        code: 'glob-no-match',
        message: `Nothing matches ${follow.path}.`,
        hint: 'Correct the pattern, or remove it; the other targets are read all the same.',
      });
    }
    // A pattern may well match the file that it stands in.
    for (const path of matches) if (path !== from) await this.#followFile(from, path, follow, place);
  }

  async #followFile(from: string, target: string, follow: Follow, place: FollowEdge['place']): Promise<void> {
    this.#edges.push({ from, to: target, place });
    if (this.#queued.has(target)) return this.#promote(target);
    try {
      if ((await this.#snapshot.hash(target)) !== undefined) return this.#queue(target, 'followed');
    } catch (error) {
      if (!(error instanceof HarvestReadError)) throw error;
      this.#findings.push({ ...place, level: 'error', code: error.code, message: error.message, hint: error.hint });
      return this.#keepStored(target, error);
    }
    if (follow.presence === 'required')
      this.#findings.push({
        ...place,
        level: 'error',
        code: 'location-target-missing',
        message: `${target} does not exist.`,
        hint: 'Correct the path, restore the file, or remove the target.',
      });
    // Behind a URL, "not there" may be a passing fault; in a repository it is a fact.
    if (isUrl(target))
      this.#keepStored(
        target,
        new HarvestReadError(
          'location-target-missing',
          `${target} does not exist.`,
          'Restore the file, or remove the location.',
        ),
      );
  }

  /** A candidate that did not look like a descriptor counts when another file names it. */
  #promote(target: string): void {
    if (this.#queued.get(target) !== 'content') return;
    this.#queued.set(target, 'followed');
    const waiting = this.#tasks.find((task) => task.path === target);
    if (waiting) waiting.reason = 'followed';
    else if (!this.#files.has(target)) this.#tasks.push({ path: target, reason: 'followed' });
  }

  #keepStored(path: string, error: HarvestReadError): void {
    this.#complete = false;
    const stored = this.#stored.get(path);
    if (stored) this.#files.set(path, failedReading(this.#begin(path, ''), error));
  }

  #begin(path: string, hash: string): FileReading {
    const stored = this.#stored.get(path);
    return {
      harvester: this.#instance.harvester.type,
      path,
      hash,
      deps: [],
      follow: [],
      sources: [],
      location: this.#snapshot.locate(path),
      canonical: this.#snapshot.canonical(path),
      ...(stored ? { stored } : {}),
    };
  }

  async #readTask(task: Task): Promise<FileReading | undefined> {
    const { path } = task;
    let hash: string | undefined;
    try {
      hash = await this.#snapshot.hash(path);
      if (hash === undefined) return undefined;
      const file = this.#begin(path, hash);
      const { stored } = file;
      if (
        stored &&
        this.#options.reuse &&
        isSame(stored, file) &&
        (await sameDependencies(this.#snapshot, stored.deps))
      ) {
        return { ...file, deps: stored.deps, follow: stored.follow, sources: stored.sources };
      }
      if (task.reason === 'content' && !stored && !(await this.#recognises(path, hash))) return undefined;
      return await readFile({
        snapshot: this.#snapshot,
        instance: this.#instance,
        options: this.#options,
        file,
        reason: task.reason,
      });
    } catch (error) {
      if (!(error instanceof HarvestReadError)) throw error;
      // Nobody said that this link is a descriptor, so its leading out of the repository is nobody's fault.
      if (task.reason === 'content' && !this.#stored.has(path) && error.code === 'path-outside-repository')
        return undefined;
      const lasting = LASTING.has(error.code);
      if (!lasting) this.#complete = false;
      return failedReading(this.#begin(path, lasting ? (hash ?? '') : ''), error);
    }
  }

  async #recognises(path: string, hash: string): Promise<boolean> {
    const { strangers, harvester } = this.#instance;
    const id = `${hash} ${path}`;
    if (strangers.has(id)) return false;
    const head = await this.#snapshot.head(path, HEAD_BYTES);
    if (harvester.recognises(path, head.toString('utf8'), this.#options.model)) return true;
    if (strangers.size >= STRANGERS_AT_MOST) strangers.clear();
    strangers.add(id);
    return false;
  }
}

function isSame(stored: StoredFile, file: FileReading): boolean {
  const { ref, viewUrl, editUrl } = file.location;
  return (
    stored.hash === file.hash &&
    stored.canonical === file.canonical &&
    stored.location.ref === ref &&
    stored.location.viewUrl === viewUrl &&
    stored.location.editUrl === editUrl
  );
}

function tooManyFiles(file: string, limit: number): Finding {
  return {
    file,
    line: 1,
    column: 1,
    level: 'error',
    code: 'too-many-files',
    message: `The repository has more than ${limit} descriptor files; the others were left out.`,
    hint: 'Narrow catalog.descriptors, or raise harvest.limits.filesPerRepository.',
  };
}

function isGlob(path: string): boolean {
  return isUrl(path) ? path.includes('*') : /[*?[\]{}]/.test(path);
}

function isUrl(path: string): boolean {
  return /^https?:\/\//.test(path);
}
