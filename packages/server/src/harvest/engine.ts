/** One harvest of one source: what changed in its repositories, read, compared and written. Runs in the harvest worker. */
import type { CatalogModel, Finding } from '@callboard/core';
import type { HarvestPolicy } from '@callboard/plugin/server';
import type { CommitInfo, RepositoryHandle, ScanHint, Source } from '../sources/source.ts';
import { SourceError } from '../sources/source.ts';
import type { Database } from '../storage/database.ts';
import { commitRepositories, type RepositoryCommit } from './commit.ts';
import { syncDerivedSources } from './derived.ts';
import { isEmpty, planRepository, type RepositoryPlan } from './plan.ts';
import { readRepository, type HarvesterInstance } from './reading.ts';
import { guardRemovals, type RemovalGuard } from './removals.ts';
import { loadRepositories, loadRepositoryState, setSourceError, type StoredRepository } from './state.ts';

export interface HarvestSettings {
  descriptors: string[];
  exclude: string[];
  maxFiles: number;
  removalGuard: RemovalGuard;
  /** What becomes of records that no file makes any more. */
  orphans: 'delete' | 'keep';
  /** Hash of all configuration that a result depends on. */
  fingerprint: string;
}

export interface HarvestRequest {
  source: { id: string; type: string; target: string };
  hint?: ScanHint;
}

export interface HarvestOutcome {
  /** Number of the last change written; 0 when nothing visible changed. */
  seq: number;
  /** Rows written would be none. */
  unchanged: boolean;
  repositories: number;
  read: number;
  held: number;
  /** Sources that files name came or went. */
  sourcesChanged: boolean;
  error?: { code: string; message: string; hint: string };
}

export interface EngineEnvironment {
  database: Database;
  harvesters: HarvesterInstance[];
  model: CatalogModel;
  policy: HarvestPolicy;
  settings: HarvestSettings;
  readOutside(url: string): Promise<string>;
  onProgress(done: number, total: number): void;
  /** Called after each transaction. */
  onCommit(seq: number): void;
  now(): string;
}

const REPOSITORIES_AT_ONCE = 8;
const WRITES_AT_ONCE = 1500;
const AUTHORS_AT_MOST = 50;

export async function harvestSource(source: Source, request: HarvestRequest, environment: EngineEnvironment): Promise<HarvestOutcome> {
  const { database } = environment;
  const outcome: HarvestOutcome = { seq: 0, unchanged: true, repositories: 0, read: 0, held: 0, sourcesChanged: false };
  try {
    const scan = await source.scan(request.hint);
    await new Harvest(source, request, environment, outcome).run(scan.repositories, scan.complete);
    if (await setSourceError(database, request.source.id, undefined)) outcome.unchanged = false;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    outcome.error = { code: error.code, message: error.message, hint: error.hint };
    if (await setSourceError(database, request.source.id, outcome.error)) outcome.unchanged = false;
  }
  return outcome;
}

class Harvest {
  readonly #source: Source;
  readonly #request: HarvestRequest;
  readonly #environment: EngineEnvironment;
  readonly #outcome: HarvestOutcome;
  #ready: RepositoryCommit[] = [];
  #waiting: RepositoryCommit[] = [];

  constructor(source: Source, request: HarvestRequest, environment: EngineEnvironment, outcome: HarvestOutcome) {
    this.#source = source;
    this.#request = request;
    this.#environment = environment;
    this.#outcome = outcome;
  }

  async run(handles: RepositoryHandle[], complete: boolean): Promise<void> {
    const { database, settings } = this.#environment;
    const sourceId = this.#request.source.id;
    const stored = await loadRepositories(database, sourceId);
    this.#outcome.repositories = handles.length;
    const due = handles.filter((handle) => {
      const known = stored.get(handle.name);
      return this.#request.hint?.force || !known || !handle.head || known.head !== handle.head || known.fingerprint !== settings.fingerprint || known.error;
    });
    let done = 0;
    const queue = [...due];
    const workers = Array.from({ length: REPOSITORIES_AT_ONCE }, async () => {
      for (let handle = queue.shift(); handle; handle = queue.shift()) {
        await this.#harvestRepository(handle, stored.get(handle.name));
        done += 1;
        this.#environment.onProgress(done, due.length);
      }
    });
    await Promise.all(workers);
    if (complete) await this.#repositoriesGone(stored, new Set(handles.map((handle) => handle.name)));
    await this.#flush(true);
    if (this.#outcome.read || this.#outcome.seq) this.#outcome.sourcesChanged = await syncDerivedSources(database, this.#environment.now());
  }

  async #harvestRepository(handle: RepositoryHandle, stored: StoredRepository | undefined): Promise<void> {
    const environment = this.#environment;
    const source = this.#source;
    const request = this.#request;
    const { settings, database } = environment;
    const state = stored ? await loadRepositoryState(database, stored.id) : { files: [], claims: [], findings: [] };
    const snapshot = await handle.open();
    try {
      const reading = await readRepository(snapshot, state.files, {
        source: request.source,
        origin: source.origin,
        repository: { name: handle.name, ...(handle.url ? { url: handle.url } : {}) },
        harvesters: environment.harvesters,
        model: environment.model,
        policy: environment.policy,
        descriptors: settings.descriptors,
        exclude: settings.exclude,
        maxFiles: settings.maxFiles,
        reuse: stored?.fingerprint === settings.fingerprint && !request.hint?.force,
        readOutside: environment.readOutside,
      });
      this.#outcome.read += 1;
      const plan = planRepository(reading, state.files, state.claims, environment.now());
      const commit: RepositoryCommit = {
        ...(stored ? { id: stored.id } : {}),
        name: handle.name,
        ...(handle.url ? { url: handle.url } : {}),
        head: handle.head,
        fingerprint: settings.fingerprint,
        ...(snapshot.commit ? { commit: snapshot.commit } : {}),
        authors: stored ? await authorsOf(snapshot, plan) : new Map(),
        plan,
      };
      const same = sameFindings(reading.findings, state.findings);
      if (stored && isEmpty(plan) && same) {
        // The head alone is not worth a write when reading it showed nothing new, unless it saves reading all of it next time.
        if (stored.head === handle.head && stored.fingerprint === settings.fingerprint) return;
      }
      await this.#due(commit);
    } finally {
      await snapshot.close();
    }
  }

  async #due(commit: RepositoryCommit): Promise<void> {
    if (commit.plan.removals.length) this.#waiting.push(commit);
    else this.#ready.push(commit);
    await this.#flush(false);
  }

  async #repositoriesGone(stored: Map<string, StoredRepository>, there: Set<string>): Promise<void> {
    for (const repository of stored.values()) {
      if (there.has(repository.name)) continue;
      const state = await loadRepositoryState(this.#environment.database, repository.id);
      const plan = planRepository({ files: [], findings: [] }, state.files, state.claims, this.#environment.now());
      this.#waiting.push({ id: repository.id, name: repository.name, head: '', fingerprint: '', authors: new Map(), plan, gone: true });
    }
  }

  /** Writes what is ready; at the end also what removes something, once the whole loss is known. */
  async #flush(end: boolean): Promise<void> {
    const size = this.#ready.reduce((sum, { plan }) => sum + 1 + plan.writes.length, 0);
    if (!end && size < WRITES_AT_ONCE) return;
    const { database, settings, now, onCommit } = this.#environment;
    let commits = this.#ready;
    this.#ready = [];
    if (end && this.#waiting.length) {
      const guarded = await guardRemovals(database, this.#request.source.id, this.#waiting, settings.removalGuard, settings.orphans);
      this.#outcome.held += guarded.held;
      commits = [...commits, ...guarded.commits];
      this.#waiting = [];
    }
    if (!commits.length) return;
    const seq = await database.write((writer) => commitRepositories(writer, this.#request.source.id, commits, now()));
    this.#outcome.unchanged = false;
    if (!seq) return;
    this.#outcome.seq = Math.max(this.#outcome.seq, seq);
    onCommit(seq);
  }
}

async function authorsOf(snapshot: { authorOf?(path: string): Promise<CommitInfo | undefined> }, plan: RepositoryPlan): Promise<Map<string, CommitInfo>> {
  const authors = new Map<string, CommitInfo>();
  if (!snapshot.authorOf) return authors;
  const paths = [...new Set(plan.writes.map((write) => write.path))].slice(0, AUTHORS_AT_MOST);
  for (const path of paths) {
    const info = await snapshot.authorOf(path);
    if (info) authors.set(path, info);
  }
  return authors;
}

function sameFindings(now: Finding[], stored: string[]): boolean {
  const mine = now.map((finding) => `${finding.file}\n${finding.line}\n${finding.code}\n${finding.message}`).sort();
  return mine.length === stored.length && mine.every((text, index) => text === stored[index]);
}
