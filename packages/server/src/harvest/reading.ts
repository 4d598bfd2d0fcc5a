/** Reading one snapshot with the harvesters: which files count, what they say, and what can be taken over from last time. */
import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path/posix';
import type { CatalogModel, Finding, JsonObject } from '@callboard/core';
import { HarvestReadError, type FileLocation, type FileResult, type Follow, type Harvester, type HarvestPolicy, type SourceDraft } from '@callboard/plugin/server';
import type { Snapshot } from '../sources/source.ts';

/** Something that a file's result depends on beside its own bytes: kind, name, hash. */
export type Dependency = ['file' | 'glob' | 'url', string, string];

export interface StoredFile {
  id: number;
  harvester: string;
  path: string;
  hash: string;
  deps: Dependency[];
  follow: Follow[];
  sources: SourceDraft[];
}

export interface FileReading {
  harvester: string;
  path: string;
  /** Empty when the file could not be read. */
  hash: string;
  deps: Dependency[];
  follow: Follow[];
  sources: SourceDraft[];
  location: FileLocation;
  canonical: string;
  /** Absent when nothing changed since `stored`. */
  result?: Pick<FileResult, 'records' | 'findings' | 'failed'>;
  stored?: StoredFile;
}

export interface RepositoryReading {
  files: FileReading[];
  /** What is wrong between files: targets that are not there, cycles, too many files. */
  findings: Finding[];
}

export interface HarvesterInstance {
  harvester: Harvester<JsonObject>;
  config: JsonObject;
}

export interface ReadingOptions {
  source: { id: string; type: string; target: string };
  origin: string;
  repository: { name: string; url?: string };
  harvesters: HarvesterInstance[];
  model: CatalogModel;
  policy: HarvestPolicy;
  /** Globs of candidate files, and of files to leave alone. */
  descriptors: string[];
  exclude: string[];
  maxFiles: number;
  /** Take over what did not change; false reads everything again. */
  reuse: boolean;
  /** Reads a URL outside the snapshot. @throws {HarvestReadError} */
  readOutside(url: string): Promise<string>;
}

const HEAD_BYTES = 65_536;
const FILES_AT_ONCE = 16;

interface Task {
  path: string;
  reason: 'name' | 'content' | 'followed';
  chain: string[];
}

export async function readRepository(snapshot: Snapshot, stored: StoredFile[], options: ReadingOptions): Promise<RepositoryReading> {
  const readings: RepositoryReading[] = [];
  for (const instance of options.harvesters) {
    readings.push(await new RepositoryReader(snapshot, instance, stored, options).read());
  }
  return { files: readings.flatMap((reading) => reading.files), findings: readings.flatMap((reading) => reading.findings) };
}

class RepositoryReader {
  readonly #snapshot: Snapshot;
  readonly #instance: HarvesterInstance;
  readonly #stored: Map<string, StoredFile>;
  readonly #options: ReadingOptions;
  readonly #files = new Map<string, FileReading>();
  readonly #findings: Finding[] = [];
  #tasks: Task[] = [];

  constructor(snapshot: Snapshot, instance: HarvesterInstance, stored: StoredFile[], options: ReadingOptions) {
    this.#snapshot = snapshot;
    this.#instance = instance;
    this.#options = options;
    this.#stored = new Map(stored.filter((file) => file.harvester === instance.harvester.type).map((file) => [file.path, file]));
  }

  async read(): Promise<RepositoryReading> {
    const candidates = await this.#snapshot.list(this.#options.descriptors, this.#options.exclude);
    this.#tasks = candidates.map(({ path }) => ({ path, reason: this.#instance.harvester.recognises(path, '', this.#options.model) ? 'name' : 'content', chain: [] }));
    const seen = new Set(this.#tasks.map((task) => task.path));
    while (this.#tasks.length) {
      const batch = this.#tasks.splice(0, FILES_AT_ONCE);
      const read = await Promise.all(batch.map((task) => this.#readTask(task)));
      for (const [index, file] of read.entries()) {
        if (!file) continue;
        this.#files.set(file.path, file);
        for (const follow of file.follow) await this.#follow(file.path, follow, batch[index]!.chain, seen);
      }
      if (this.#files.size > this.#options.maxFiles) {
        this.#findings.push({ file: batch[0]!.path, line: 1, column: 1, level: 'error', code: 'too-many-files', message: `The repository has more than ${this.#options.maxFiles} descriptor files; the others were left out.`, hint: 'Narrow catalog.descriptors, or raise harvest.limits.filesPerRepository.' });
        break;
      }
    }
    const files = [...this.#files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    return { files, findings: this.#findings };
  }

  /** Queues what a file points at, and says what of it is not there. */
  async #follow(from: string, follow: Follow, chain: string[], seen: Set<string>): Promise<void> {
    const place = { file: from, document: follow.document, ...follow.position };
    const targets = isGlob(follow.path) ? (await this.#snapshot.list([follow.path], [])).map((file) => file.path) : [follow.path];
    if (!targets.length && follow.presence === 'required') {
      this.#findings.push({ ...place, level: 'warning', code: 'glob-no-match', message: `Nothing matches ${follow.path}.`, hint: 'Correct the pattern, or remove it; the other targets are read all the same.' });
    }
    for (const target of targets) {
      if (target === from || chain.includes(target)) {
        this.#findings.push({ ...place, level: 'warning', code: 'location-cycle', message: `${target} points back to a file that leads here.`, hint: 'Remove one of the two targets; each file is read once all the same.' });
        continue;
      }
      if (seen.has(target)) {
        await this.#promote(target, chain, from);
        continue;
      }
      let hash: string | undefined;
      try {
        hash = await this.#snapshot.hash(target);
      } catch (error) {
        if (!(error instanceof HarvestReadError)) throw error;
        this.#findings.push({ ...place, level: 'error', code: error.code, message: error.message, hint: error.hint });
        this.#keepStored(target, error);
        continue;
      }
      if (hash === undefined) {
        if (follow.presence === 'required') this.#findings.push({ ...place, level: 'error', code: 'location-target-missing', message: `${target} does not exist.`, hint: 'Correct the path, restore the file, or remove the target.' });
        // Behind a URL, "not there" may be a passing fault; in a repository it is a fact.
        if (isUrl(target)) this.#keepStored(target, new HarvestReadError('location-target-missing', `${target} does not exist.`, 'Restore the file, or remove the location.'));
        continue;
      }
      seen.add(target);
      this.#tasks.push({ path: target, reason: 'followed', chain: [...chain, from] });
    }
  }

  /** A file that was only a candidate, and did not look like a descriptor, counts when another file names it. */
  async #promote(target: string, chain: string[], from: string): Promise<void> {
    if (this.#files.has(target) || this.#tasks.some((task) => task.path === target)) {
      const waiting = this.#tasks.find((task) => task.path === target);
      if (waiting && waiting.reason === 'content') waiting.reason = 'followed';
      return;
    }
    this.#tasks.push({ path: target, reason: 'followed', chain: [...chain, from] });
  }

  #keepStored(path: string, error: HarvestReadError): void {
    const stored = this.#stored.get(path);
    if (!stored) return;
    this.#files.set(path, { ...this.#empty(path, ''), stored, result: failure(path, error) });
  }

  #empty(path: string, hash: string): FileReading {
    return {
      harvester: this.#instance.harvester.type,
      path,
      hash,
      deps: [],
      follow: [],
      sources: [],
      location: this.#snapshot.locate(path),
      canonical: this.#snapshot.canonical(path),
      ...(this.#stored.has(path) ? { stored: this.#stored.get(path)! } : {}),
    };
  }

  async #readTask(task: Task): Promise<FileReading | undefined> {
    const { path } = task;
    const stored = this.#stored.get(path);
    try {
      const hash = await this.#snapshot.hash(path);
      if (hash === undefined) return undefined;
      const file = this.#empty(path, hash);
      if (stored && this.#options.reuse && stored.hash === hash && (await this.#sameDependencies(stored.deps))) {
        return { ...file, deps: stored.deps, follow: stored.follow, sources: stored.sources };
      }
      if (task.reason === 'content' && !stored) {
        const head = await this.#snapshot.head(path, HEAD_BYTES);
        if (!this.#instance.harvester.recognises(path, head.toString('utf8'), this.#options.model)) return undefined;
      }
      return await this.#readFile(task, file);
    } catch (error) {
      if (!(error instanceof HarvestReadError)) throw error;
      return { ...this.#empty(path, ''), result: failure(path, error) };
    }
  }

  async #readFile(task: Task, file: FileReading): Promise<FileReading> {
    const bytes = await this.#snapshot.read(file.path);
    const text = decode(bytes, file.path);
    const deps: Dependency[] = [];
    const result = await this.#instance.harvester.read(
      { path: file.path, text, location: file.location, reason: task.reason },
      {
        config: this.#instance.config,
        model: this.#options.model,
        policy: this.#options.policy,
        origin: this.#options.origin,
        source: this.#options.source,
        repository: this.#options.repository,
        resolve: (from, target) => this.#snapshot.resolve(from, target),
        read: (path) => this.#readDependency(path, deps),
        glob: async (pattern) => {
          const paths = (await this.#snapshot.list([pattern], [])).map((entry) => entry.path);
          deps.push(['glob', pattern, digest(paths.join('\n'))]);
          return paths;
        },
      },
    );
    return { ...file, deps, follow: result.follow, sources: result.sources, result };
  }

  async #readDependency(path: string, deps: Dependency[]): Promise<string> {
    if (isUrl(path) && this.#options.source.type !== 'url') {
      const text = await this.#options.readOutside(path);
      deps.push(['url', path, digest(text)]);
      return text;
    }
    // Remembered before it is read: a file that is missing now makes a difference when it appears.
    deps.push(['file', path, (await this.#snapshot.hash(path)) ?? '']);
    return decode(await this.#snapshot.read(path), path);
  }

  async #sameDependencies(deps: Dependency[]): Promise<boolean> {
    for (const [kind, name, hash] of deps) {
      // URLs elsewhere are read again when the file or its repository is, not at every look.
      if (kind === 'url') continue;
      const now = kind === 'file' ? ((await this.#snapshot.hash(name)) ?? '') : digest((await this.#snapshot.list([name], [])).map((entry) => entry.path).join('\n'));
      if (now !== hash) return false;
    }
    return true;
  }
}

function failure(path: string, error: HarvestReadError): Pick<FileResult, 'records' | 'findings' | 'failed'> {
  const finding: Finding = { file: path, line: 1, column: 1, level: 'error', code: error.code, message: error.message, hint: error.hint };
  return { records: [], findings: [finding], failed: [{ document: 0, finding }] };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Buffer, path: string): string {
  if (bytes.includes(0)) throw new HarvestReadError('file-binary', `${path} is not text.`, 'Descriptors are UTF-8 text; move the file away or correct its name.');
  try {
    return utf8.decode(bytes);
  } catch {
    throw new HarvestReadError('file-binary', `${path} is not UTF-8 text.`, 'Save the file as UTF-8.');
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function isGlob(path: string): boolean {
  return !isUrl(path) && /[*?[\]{}]/.test(path);
}

function isUrl(path: string): boolean {
  return !isAbsolute(path) && /^https?:\/\//.test(path);
}
