/** Harvesting the repositories of a source: several read at once, written in their order. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CallboardError } from '@callboard/core';
import type { RepositoryHandle, Source } from '../sources/source.ts';
import { SourceError } from '../sources/source-error.ts';
import { storageError } from '../storage/database.ts';
import { authorsOf, commitRepositories, type RepositoryCommit } from './commit.ts';
import type { EngineEnvironment, HarvestOutcome, HarvestRequest } from './engine.ts';
import { isEmpty, planRepository, type RepositoryPlan, type RepositoryState } from './plan.ts';
import { readRepository } from './reading.ts';
import { guardRemovals } from './removals.ts';
import { loadRepositories, loadRepositoryState, type Failure, type StoredRepository } from './state.ts';

export interface Harvest {
  source: Source;
  request: HarvestRequest;
  environment: EngineEnvironment;
  outcome: HarvestOutcome;
  fingerprint: string;
}

const REPOSITORIES_AT_ONCE = 8;
/** Rows, roughly, of one transaction. */
const WRITES_AT_ONCE = 1500;
const AUTHORS_AT_MOST = 50;

/** @throws {OutdatedPlan} @throws {SourceGone} */
export async function harvestRepositories(
  harvest: Harvest,
  handles: RepositoryHandle[],
  complete: boolean,
): Promise<void> {
  const { environment, request, fingerprint, outcome } = harvest;
  const names = complete ? undefined : handles.map((handle) => handle.name);
  const stored = await loadRepositories(environment.database, request.source.id, names);
  outcome.repositories = handles.length;
  const due = handles.filter((handle) => isDue(handle, stored.get(handle.name), fingerprint, request.hint?.force));
  const writing = new Writing(harvest);
  let done = 0;
  await readInOrder(due, async (handle, index) => {
    await writing.put(index, await harvestRepository(harvest, handle, stored.get(handle.name)));
    done += 1;
    environment.onProgress(done, due.length);
  });
  const there = new Set(handles.map((handle) => handle.name));
  if (complete && !environment.incomplete)
    for (const repository of stored.values()) if (!there.has(repository.name)) await writing.putGone(repository);
  await writing.end();
}

function isDue(
  handle: RepositoryHandle,
  stored: StoredRepository | undefined,
  fingerprint: string,
  force: boolean | undefined,
): boolean {
  return (
    force ||
    !stored ||
    !handle.head ||
    stored.head !== handle.head ||
    stored.fingerprint !== fingerprint ||
    stored.url !== (handle.url ?? null) ||
    stored.error !== null
  );
}

/** Carries out `work` for each item, some at once. The first failure ends it, after what has begun. */
async function readInOrder<T>(items: readonly T[], work: (item: T, index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const workers = Array.from({ length: REPOSITORIES_AT_ONCE }, async () => {
    while (next < items.length) {
      const index = next++;
      // Reading a folder blocks: in between, other harvests and previews get their turn.
      await nextTurn();
      await work(items[index]!, index).catch((error: unknown) => {
        next = items.length;
        throw error;
      });
    }
  });
  const ended = await Promise.allSettled(workers);
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
}

/** @returns what is to be written, if anything */
async function harvestRepository(
  harvest: Harvest,
  handle: RepositoryHandle,
  stored: StoredRepository | undefined,
): Promise<RepositoryCommit | undefined> {
  try {
    return await readAndPlan(harvest, handle, stored);
  } catch (error) {
    const failure = failureOf(harvest, handle, error);
    if (stored?.error === JSON.stringify(failure)) return undefined;
    return {
      ...begin(handle, stored),
      head: '',
      fingerprint: '',
      plan: planRepository({ files: [], findings: [] }, nothing(), ''),
      error: failure,
    };
  }
}

async function readAndPlan(
  harvest: Harvest,
  handle: RepositoryHandle,
  stored: StoredRepository | undefined,
): Promise<RepositoryCommit | undefined> {
  const { source, request, environment, outcome, fingerprint } = harvest;
  const { settings, harvesters, model, policy, log } = environment;
  const state = stored ? await loadState(environment, stored.id) : nothing();
  const snapshot = await handle.open();
  try {
    const reading = await readRepository(snapshot, state.files, {
      source: request.source,
      origin: source.origin,
      repository: { name: handle.name, ...(handle.url ? { url: handle.url } : {}) },
      harvesters,
      model,
      policy,
      descriptors: settings.descriptors,
      exclude: settings.exclude,
      maxFiles: settings.maxFiles,
      reuse: stored?.fingerprint === fingerprint && stored.url === (handle.url ?? null) && !request.hint?.force,
      readOutside: environment.readOutside,
      onHarvesterError: (file, error) =>
        log.error('a harvester failed at a file', { repository: handle.name, file, error: stackOf(error) }),
    });
    outcome.read += 1;
    const plan = planRepository(reading, state, environment.now());
    // What could not be read may be readable the next time, though nothing in the repository changes.
    const head = reading.complete ? handle.head : '';
    if (
      stored &&
      isEmpty(plan) &&
      stored.head === head &&
      stored.fingerprint === fingerprint &&
      stored.url === (handle.url ?? null) &&
      stored.error === null
    )
      return undefined;
    const authors = stored ? await authorsOf(snapshot, plan.writes, AUTHORS_AT_MOST) : new Map();
    return {
      ...begin(handle, stored),
      head,
      fingerprint,
      // The files of a checkout may differ from its commit: only what is read from git is known to come from there.
      ...(snapshot.commit && snapshot.authorOf ? { commit: snapshot.commit } : {}),
      authors,
      plan,
    };
  } finally {
    await snapshot.close();
  }
}

function begin(handle: RepositoryHandle, stored: StoredRepository | undefined) {
  return {
    ...(stored ? { stored } : {}),
    name: handle.name,
    ...(handle.url ? { url: handle.url } : {}),
    authors: new Map(),
  };
}

function nothing(): RepositoryState {
  return { files: [], claims: [], findings: new Map() };
}

/** Without what a missing harvester once found: it is neither seen again nor gone. */
async function loadState(
  { database, harvesters, incomplete }: EngineEnvironment,
  repositoryId: number,
): Promise<RepositoryState> {
  const state = await loadRepositoryState(database, repositoryId);
  if (!incomplete) return state;
  const types = new Set(harvesters.map(({ harvester }) => harvester.type));
  return {
    ...state,
    files: state.files.filter((file) => types.has(file.harvester)),
    claims: state.claims.filter((claim) => types.has(claim.type)),
  };
}

/** One repository that fails leaves the others alone; a database that fails does not. @throws the latter */
function failureOf({ environment }: Harvest, handle: RepositoryHandle, error: unknown): Failure {
  const seen = storageError(error);
  if (seen instanceof CallboardError) throw seen;
  if (error instanceof SourceError) return { code: error.code, message: error.message, hint: error.hint };
  environment.log.error('a repository could not be harvested', { repository: handle.name, error: stackOf(error) });
  const cause = error instanceof Error ? error.message : String(error);
  return {
    code: 'harvest-failed',
    message: `The harvest failed: ${cause}`,
    hint: 'The log of the server says more. What is known of the repository stays as it is.',
  };
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Collects what is to be written, in the order of the repositories, and writes it in transactions of some size. */
class Writing {
  readonly #harvest: Harvest;
  readonly #put: (RepositoryCommit | undefined)[] = [];
  #next = 0;
  #ready: RepositoryCommit[] = [];
  /** Rows that are ready. */
  #size = 0;
  /** What removes something waits until the whole loss is known. */
  readonly #waiting: RepositoryCommit[] = [];
  #last: Promise<void> = Promise.resolve();

  constructor(harvest: Harvest) {
    this.#harvest = harvest;
  }

  async put(index: number, commit: RepositoryCommit | undefined): Promise<void> {
    this.#put[index] = commit;
    for (; this.#next in this.#put; this.#next += 1) {
      const next = this.#put[this.#next];
      delete this.#put[this.#next];
      if (!next) continue;
      if (next.plan.removals.length) this.#waiting.push(next);
      else {
        this.#ready.push(next);
        this.#size += sizeOf(next.plan);
      }
    }
    if (this.#size >= WRITES_AT_ONCE) await this.#flush();
  }

  async putGone(stored: StoredRepository): Promise<void> {
    const { environment } = this.#harvest;
    const state = await loadState(environment, stored.id);
    const plan = planRepository({ files: [], findings: [] }, state, environment.now());
    this.#waiting.push({
      stored,
      name: stored.name,
      ...(stored.url ? { url: stored.url } : {}),
      head: '',
      fingerprint: '',
      authors: new Map(),
      plan,
      gone: true,
    });
  }

  async end(): Promise<void> {
    await this.#flush();
    if (!this.#waiting.length) return;
    const { environment, request, outcome } = this.#harvest;
    const { database, settings, now } = environment;
    const guarded = await guardRemovals(this.#waiting, {
      database,
      sourceId: request.source.id,
      guard: settings.removalGuard,
      orphans: settings.orphans,
      at: now(),
    });
    outcome.held = guarded.held;
    this.#ready = guarded.commits;
    await this.#flush();
  }

  /** One transaction after the other, so that of two files that claim the same the first one wins. */
  #flush(): Promise<void> {
    const commits = this.#ready;
    this.#ready = [];
    this.#size = 0;
    this.#last = this.#last.then(() => this.#write(commits));
    return this.#last;
  }

  async #write(commits: RepositoryCommit[]): Promise<void> {
    if (!commits.length) return;
    const { environment, request, outcome } = this.#harvest;
    const seq = await environment.database.write((writer) =>
      commitRepositories(writer, request.source.id, commits, environment.now()),
    );
    outcome.unchanged = false;
    if (!seq) return;
    outcome.seq = Math.max(outcome.seq, seq);
    environment.onCommit(seq);
  }
}

function sizeOf({ files, writes }: RepositoryPlan): number {
  return 1 + files.length + writes.length;
}
