/** Sources in the main thread: who is looked at when, what is known of them, and what people do to them. */
import { createHash } from 'node:crypto';
import { randomUUID } from 'node:crypto';
import { CallboardError } from '@callboard/core';
import type { Log, Preview, RepositoryStatus, SourceInput, Sources, SourceStatus } from '@callboard/plugin/server';
import { openSource, type ScanHint, type SourceEnvironment, type SourceSpec } from '../sources/source.ts';
import type { Bus } from '../storage/bus.ts';
import type { ChangeLog } from '../storage/changes.ts';
import type { Database } from '../storage/database.ts';
import { removeClaims, removeSource } from '../storage/sources.ts';
import { sourceIdOf } from './derived.ts';
import type { HarvestOutcome } from './engine.ts';
import { openLeadership, type Leadership } from './leader.ts';
import { HarvestQueue, withJitter, type Due } from './schedule.ts';
import { readRepositories, readStatuses, type LiveStatus } from './status.ts';
import type { HarvestWorker } from './worker-client.ts';

export interface CoordinatorOptions {
  database: Database;
  changes: ChangeLog;
  bus: Bus;
  worker: HarvestWorker;
  environment: SourceEnvironment;
  log: Log;
  /** Sources declared in the configuration, in order. */
  declared: DeclaredSource[];
  /** Milliseconds between looks, by source type. */
  every(type: string, sourceId: string): number;
  watch: boolean;
  now(): string;
}

export interface DeclaredSource {
  type: SourceInput['type'];
  target: string;
  options: Record<string, unknown>;
}

const HARVESTS_AT_ONCE = 3;

interface Known {
  spec: SourceSpec;
  timer?: NodeJS.Timeout;
  unwatch?: () => Promise<void>;
  live: LiveStatus;
}

export class HarvestCoordinator implements Sources {
  readonly #options: CoordinatorOptions;
  readonly #known = new Map<string, Known>();
  readonly #queue: HarvestQueue;
  readonly #listeners = new Set<(status: SourceStatus) => void>();
  readonly #remote = new Map<string, SourceStatus>();
  readonly #requests = new Map<string, (answer: { seq: number; error?: string }) => void>();
  #leadership: Leadership | undefined;
  #closed = false;

  constructor(options: CoordinatorOptions) {
    this.#options = options;
    this.#queue = new HarvestQueue((due) => this.#look(due), HARVESTS_AT_ONCE);
  }

  async start(): Promise<void> {
    const { bus, log, database } = this.#options;
    await this.#declare();
    bus.on('sources', () => void this.#refresh().catch((error: unknown) => log.error('the list of sources cannot be read', { error: String(error) })));
    bus.on('harvest', (message) => void this.#serve(message));
    bus.on('harvested', ({ request, ...answer }) => this.#requests.get(request)?.(answer));
    bus.on('source', ({ status }) => this.#heard(JSON.parse(status) as SourceStatus));
    this.#leadership = openLeadership(database.address, log, (leading) => void this.#lead(leading));
  }

  /** Calls back with the status of a source whenever it changes. */
  onStatus(listener: (status: SourceStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Whether a look is waiting or going on anywhere here. */
  get busy(): boolean {
    return [...this.#known.keys()].some((id) => this.#queue.has(id));
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#queue.clear();
    await this.#unwatchAll();
    await this.#leadership?.close();
    await this.#options.worker.close();
  }

  async list(): Promise<SourceStatus[]> {
    const statuses = await readStatuses(this.#options.database, this.#live());
    return statuses.map((status) => this.#merge(status));
  }

  async get(id: string): Promise<SourceStatus | undefined> {
    const [status] = await readStatuses(this.#options.database, this.#live(), id);
    return status && this.#merge(status);
  }

  repositories(sourceId: string): Promise<RepositoryStatus[]> {
    return readRepositories(this.#options.database, sourceId);
  }

  async add(input: SourceInput, by: string, origin: 'user' | 'location'): Promise<SourceStatus> {
    const { database, now } = this.#options;
    const id = randomUUID();
    this.#open(id, input);
    await database.write(async (writer) => {
      const taken = await writer.selectFrom('source').select('id').where('type', '=', input.type).where('target', '=', input.target).executeTakeFirst();
      if (taken) throw new CallboardError('conflict', `${origin === 'location' ? 'Location' : 'Source'} ${input.type}:${input.target} already exists`);
      await writer.insertInto('source').values(this.#row(id, input, origin, by, now())).execute();
    });
    await this.#sourcesChanged();
    return (await this.get(id))!;
  }

  async update(id: string, input: SourceInput, _by: string): Promise<SourceStatus> {
    this.#open(id, input);
    await this.#options.database.write(async (writer) => {
      const taken = await writer.selectFrom('source').select('id').where('type', '=', input.type).where('target', '=', input.target).where('id', '<>', id).executeTakeFirst();
      if (taken) throw new CallboardError('conflict', `Location ${input.type}:${input.target} already exists`);
      await writer.updateTable('source').set({ type: input.type, target: input.target, options: JSON.stringify(input.options ?? {}), error: null }).where('id', '=', id).execute();
    });
    await this.#sourcesChanged();
    return (await this.get(id))!;
  }

  async remove(id: string, by: string): Promise<number> {
    const { database, now, changes } = this.#options;
    const status = await this.get(id);
    if (!status) throw new CallboardError('not-found', `No source with id ${id}`);
    if (status.origin === 'config') throw new CallboardError('not-allowed', `${status.target} is declared in the configuration: remove it there`);
    const seq = await database.write((writer) => removeSource(writer, id, { type: 'user', user: by, sourceId: id, reason: 'the source was removed' }, now()));
    await this.#sourcesChanged();
    await this.committed(seq);
    await changes.applied(seq);
    return seq;
  }

  async harvest(id: string, options: { repository?: string; force?: boolean } = {}): Promise<void> {
    const hint: ScanHint = { ...(options.repository ? { repositories: [options.repository] } : {}), ...(options.force ? { force: true } : {}) };
    if (this.#leadership?.leading) return this.#queue.add(id, hint);
    return this.#ask(id, options);
  }

  async confirm(id: string, by: string): Promise<number> {
    const { database, now } = this.#options;
    const rows = await database.read
      .selectFrom('record')
      .innerJoin('file', 'file.id', 'record.file_id')
      .innerJoin('repository', 'repository.id', 'file.repository_id')
      .select(['record.id', 'record.type', 'record.key'])
      .where('repository.source_id', '=', id)
      .where('record.state', 'like', '%"held":%')
      .execute();
    const seq = await database.write((writer) => removeClaims(writer, rows, { type: 'user', user: by, sourceId: id, reason: 'the removal was confirmed' }, now()));
    await this.committed(seq);
    await this.harvest(id);
    return seq;
  }

  async preview(input: SourceInput): Promise<Preview> {
    const { spec } = this.#open(randomUUID(), input);
    return this.#options.worker.preview(spec);
  }

  /** Text of a file as its source has it now. */
  async readFile(sourceId: string, repository: string, path: string): Promise<string> {
    const known = this.#known.get(sourceId);
    if (!known) throw new CallboardError('not-found', `No source with id ${sourceId}`);
    return this.#options.worker.read(known.spec, repository, path);
  }

  /** Has the sources whose repository a webhook speaks of looked at. @returns how many */
  harvestMatching(matches: (spec: SourceSpec) => boolean): number {
    const ids = [...this.#known.values()].filter((known) => matches(known.spec)).map((known) => known.spec.id);
    for (const id of ids) void this.harvest(id).catch((error: unknown) => this.#options.log.warn('a harvest asked for by a webhook failed', { source: id, error: String(error) }));
    return ids.length;
  }

  /** Makes a committed change visible in this process, and has the other replicas look. */
  async committed(seq: number): Promise<void> {
    await this.#options.bus.publish('change', { seq });
    this.#options.changes.wake();
    await this.#options.changes.applied(seq);
  }

  // -- sources as rows ---------------------------------------------------------

  async #declare(): Promise<void> {
    const { database, declared, now } = this.#options;
    const stored = await database.read.selectFrom('source').selectAll().execute();
    const wanted = new Map(declared.map((source) => [sourceIdOf(source.type, source.target), source]));
    const gone = stored.filter((row) => row.origin === 'config' && !wanted.has(row.id));
    const changed = [...wanted].filter(([id, source]) => stored.find((row) => row.id === id)?.options !== JSON.stringify(publicOptions(source.options)));
    if (gone.length || changed.length) {
      await database.write(async (writer) => {
        for (const row of gone) await removeSource(writer, row.id, { type: 'user', user: 'config', sourceId: row.id, reason: 'the source is not in the configuration any more' }, now());
        for (const [id, source] of changed) {
          const row = { ...this.#row(id, source, 'config', undefined, now()), options: JSON.stringify(publicOptions(source.options)) };
          await writer.deleteFrom('source').where('id', '=', id).execute();
          await writer.insertInto('source').values(row).execute();
        }
      });
    }
    await this.#refresh();
  }

  #row(id: string, input: SourceInput, origin: string, by: string | undefined, at: string) {
    const entityRef = input.type === 'url' || input.type === 'file' ? `location:default/generated-${createHash('sha1').update(`${input.type}:${input.target}`).digest('hex')}` : null;
    return { id, type: input.type, target: input.target, options: JSON.stringify(input.options ?? {}), origin, entity_ref: entityRef, position: Date.now(), created_at: at, created_by: by ?? null, error: null };
  }

  /** Checks that a source can be opened at all. @throws {SourceError} */
  #open(id: string, input: SourceInput) {
    const spec: SourceSpec = { id, type: input.type, target: input.target, options: { ...(input.options ?? {}) } };
    return { spec, source: openSource(spec, this.#options.environment) };
  }

  async #sourcesChanged(): Promise<void> {
    await this.#refresh();
    await this.#options.bus.publish('sources', {});
  }

  /** Brings what is known in line with the rows. */
  async #refresh(): Promise<void> {
    if (this.#closed) return;
    const rows = await this.#options.database.read.selectFrom('source').selectAll().orderBy('position').execute();
    const secrets = new Map(this.#options.declared.map((source) => [sourceIdOf(source.type, source.target), source.options]));
    const ids = new Set(rows.map((row) => row.id));
    for (const [id, known] of this.#known) {
      if (ids.has(id)) continue;
      this.#known.delete(id);
      clearTimeout(known.timer);
      await known.unwatch?.();
    }
    for (const row of rows) {
      const spec: SourceSpec = { id: row.id, type: row.type as SourceSpec['type'], target: row.target, options: { ...(JSON.parse(row.options) as object), ...secrets.get(row.id) } };
      const known = this.#known.get(row.id);
      if (known && JSON.stringify(known.spec) === JSON.stringify(spec)) continue;
      clearTimeout(known?.timer);
      await known?.unwatch?.();
      const next: Known = { spec, live: known?.live ?? { harvesting: false, harvested: false } };
      this.#known.set(row.id, next);
      if (this.#leadership?.leading) this.#attend(next);
    }
  }

  // -- looking -----------------------------------------------------------------

  async #lead(leading: boolean): Promise<void> {
    if (this.#closed) return;
    if (!leading) {
      this.#queue.clear();
      await this.#unwatchAll();
      return;
    }
    for (const known of this.#known.values()) this.#attend(known);
  }

  /** Looks at a source now, and from then on whenever something announces a change or its time has come. */
  #attend(known: Known): void {
    const { log } = this.#options;
    const failed = (error: unknown) => log.warn('a harvest failed', { source: known.spec.target, error: String(error) });
    void this.#queue.add(known.spec.id).catch(failed);
    this.#plan(known);
    if (this.#options.watch) void this.#watch(known).catch((error: unknown) => log.warn('cannot watch for changes; they are found by looking from time to time', { source: known.spec.target, error: String(error) }));
  }

  #plan(known: Known): void {
    clearTimeout(known.timer);
    const wait = withJitter(this.#options.every(known.spec.type, known.spec.id));
    known.live.nextAt = new Date(Date.now() + wait).toISOString();
    known.timer = setTimeout(() => {
      this.#plan(known);
      void this.#queue.add(known.spec.id).catch((error: unknown) => this.#options.log.warn('a harvest failed', { source: known.spec.target, error: String(error) }));
    }, wait).unref();
  }

  async #watch(known: Known): Promise<void> {
    const source = openSource(known.spec, this.#options.environment);
    if (!source.watch) return;
    const stop = await source.watch(
      (hint) => void this.#queue.add(known.spec.id, hint).catch((error: unknown) => this.#options.log.warn('a harvest failed', { source: known.spec.target, error: String(error) })),
      (error) => this.#options.log.warn('watching stopped; changes are found by looking from time to time', { source: known.spec.target, error: error.message }),
    );
    if (this.#known.get(known.spec.id) !== known || this.#closed) await stop();
    else known.unwatch = stop;
  }

  async #unwatchAll(): Promise<void> {
    for (const known of this.#known.values()) {
      clearTimeout(known.timer);
      const stop = known.unwatch;
      delete known.unwatch;
      await stop?.();
    }
  }

  async #look({ sourceId, hint }: Due): Promise<void> {
    const known = this.#known.get(sourceId);
    if (!known) return;
    const { worker, log } = this.#options;
    const started = performance.now();
    const { live } = known;
    Object.assign(live, { harvesting: true, lastStartedAt: this.#options.now() });
    let announced = Promise.resolve();
    const slow = setTimeout(() => void this.#announce(sourceId), 300);
    let outcome: HarvestOutcome | undefined;
    try {
      outcome = await worker.harvest(known.spec, hint, {
        onProgress: (done, total) => {
          live.progress = { done, total };
          if (done % 250 === 0) announced = this.#announce(sourceId);
        },
        onCommit: (seq) => void this.#options.bus.publish('change', { seq }).then(() => this.#options.changes.wake()),
      });
    } finally {
      clearTimeout(slow);
      await announced;
      delete live.progress;
      Object.assign(live, { harvesting: false, harvested: true, lastFinishedAt: this.#options.now(), lastDurationMs: Math.round(performance.now() - started) });
    }
    if (outcome.seq) await this.committed(outcome.seq);
    if (outcome.error) log.warn('a source could not be harvested', { source: known.spec.target, ...outcome.error });
    if (outcome.sourcesChanged) await this.#sourcesChanged();
    await this.#announce(sourceId);
  }

  // -- statuses and other replicas ------------------------------------------------

  #live(): Map<string, LiveStatus> {
    return new Map([...this.#known].map(([id, known]) => [id, known.live]));
  }

  /** Another replica harvests: what it said last is newer than what this one saw. */
  #merge(status: SourceStatus): SourceStatus {
    const heard = this.#leadership?.leading ? undefined : this.#remote.get(status.id);
    return heard ? { ...heard, ...status, state: heard.state, ...(heard.lastFinishedAt ? { lastFinishedAt: heard.lastFinishedAt } : {}) } : status;
  }

  async #announce(sourceId: string): Promise<void> {
    const status = await this.get(sourceId);
    if (!status) return;
    for (const listener of this.#listeners) listener(status);
    if (this.#options.database.dialect === 'postgres') await this.#options.bus.publish('source', { status: JSON.stringify(status) });
  }

  #heard(status: SourceStatus): void {
    if (this.#leadership?.leading) return;
    this.#remote.set(status.id, status);
    for (const listener of this.#listeners) listener(status);
  }

  async #ask(sourceId: string, options: { repository?: string; force?: boolean }): Promise<void> {
    const request = randomUUID();
    const answer = new Promise<{ seq: number; error?: string }>((resolve) => this.#requests.set(request, resolve));
    try {
      await this.#options.bus.publish('harvest', { sourceId, request, ...options });
      const { seq, error } = await Promise.race([answer, new Promise<{ seq: number; error?: string }>((resolve) => setTimeout(() => resolve({ seq: 0, error: 'no replica answered' }), 120_000).unref())]);
      if (error) throw new CallboardError('storage-unavailable', error);
      await this.#options.changes.applied(seq);
    } finally {
      this.#requests.delete(request);
    }
  }

  async #serve(message: { sourceId: string; request: string; repository?: string; force?: boolean }): Promise<void> {
    if (!this.#leadership?.leading) return;
    try {
      await this.harvest(message.sourceId, message);
      await this.#options.bus.publish('harvested', { request: message.request, seq: await this.#options.changes.head() });
    } catch (error) {
      await this.#options.bus.publish('harvested', { request: message.request, seq: 0, error: error instanceof Error ? error.message : String(error) });
    }
  }
}

/** Options without secrets: what goes into the database. */
function publicOptions(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([key]) => key !== 'token' && key !== 'username'));
}
