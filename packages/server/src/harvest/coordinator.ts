/** Sources in the main thread: what is known of them, and what people do to them. */
import { randomUUID } from 'node:crypto';
import { CallboardError } from '@callboard/core';
import type { Log, Preview, RepositoryStatus, SourceInput, Sources, SourceStatus } from '@callboard/plugin/server';
import { openSource, type SourceEnvironment, type SourceSpec } from '../sources/source.ts';
import type { Bus } from '../storage/bus.ts';
import type { ChangeLog } from '../storage/changes.ts';
import type { Database } from '../storage/database.ts';
import { removeClaims, removeSource } from '../storage/sources.ts';
import { Attendance } from './attendance.ts';
import { openLeadership, type Leadership } from './leader.ts';
import { Replicas, type HarvestOrder } from './replicas.ts';
import { declareSources, insertSource, readSpecs, updateSource, type DeclaredSource } from './source-rows.ts';
import { readRepositories, readStatuses } from './status.ts';
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
  /** Milliseconds between looks, by type of source. */
  every(type: string): number;
  watch: boolean;
  now(): string;
}

export class HarvestCoordinator implements Sources {
  readonly #options: CoordinatorOptions;
  readonly #attendance: Attendance;
  readonly #replicas: Replicas;
  readonly #listeners = new Set<(status: SourceStatus) => void>();
  #leadership: Leadership | undefined;
  #closed = false;

  constructor(options: CoordinatorOptions) {
    this.#options = options;
    const { worker, environment, log, every, watch, now, bus, changes } = options;
    this.#attendance = new Attendance({
      worker,
      environment,
      log,
      every,
      watch,
      now,
      onNews: (id) => this.#announce(id),
      onCommit: (seq) => void bus.publish('change', { seq }).finally(() => changes.wake()),
      onOutcome: async (outcome) => {
        if (outcome.seq) await this.committed(outcome.seq);
        if (outcome.sourcesChanged) await this.#sourcesChanged();
      },
    });
    this.#replicas = new Replicas(
      bus,
      async ({ sourceId, request: _request, ...order }) => {
        if (!this.#leading) return undefined;
        await this.harvest(sourceId, order);
        return changes.head();
      },
      (status) => {
        if (!this.#leading) this.#tell(status);
      },
    );
  }

  async start(): Promise<void> {
    const { bus, log, database, declared, now } = this.#options;
    await declareSources(database, declared, now());
    await this.#refresh();
    bus.on('sources', () => void this.#refresh().catch((error: unknown) => log.error('the list of sources cannot be read', { error: String(error) })));
    this.#leadership = openLeadership(database.address, log, (leading) => {
      if (this.#closed) return;
      if (leading) this.#attendance.start();
      else void this.#attendance.stop();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#attendance.stop();
    await this.#leadership?.close();
    await this.#options.worker.close();
  }

  /** Calls back with the status of a source whenever it changes. */
  onStatus(listener: (status: SourceStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Whether a look is waiting or going on here. */
  get busy(): boolean {
    return this.#attendance.busy;
  }

  async list(): Promise<SourceStatus[]> {
    const statuses = await readStatuses(this.#options.database, this.#attendance.live());
    return statuses.map((status) => this.#withNews(status));
  }

  async get(id: string): Promise<SourceStatus | undefined> {
    const [status] = await readStatuses(this.#options.database, this.#attendance.live(), id);
    return status && this.#withNews(status);
  }

  repositories(sourceId: string): Promise<RepositoryStatus[]> {
    return readRepositories(this.#options.database, sourceId);
  }

  async add(input: SourceInput, by: string, origin: 'user' | 'location'): Promise<SourceStatus> {
    const id = randomUUID();
    this.#check(id, input);
    await insertSource(this.#options.database, id, input, origin, by, this.#options.now());
    await this.#sourcesChanged();
    return (await this.get(id))!;
  }

  async update(id: string, input: SourceInput, _by: string): Promise<SourceStatus> {
    this.#check(id, input);
    await updateSource(this.#options.database, id, input);
    await this.#sourcesChanged();
    return (await this.get(id))!;
  }

  async remove(id: string, by: string): Promise<number> {
    const { database, now } = this.#options;
    const status = await this.get(id);
    if (!status) throw new CallboardError('not-found', `No source with id ${id}`);
    if (status.origin === 'config') throw new CallboardError('not-allowed', `${status.target} is declared in the configuration: remove it there`);
    const seq = await database.write((writer) => removeSource(writer, id, { type: 'user', user: by, sourceId: id, reason: 'the source was removed' }, now()));
    await this.#sourcesChanged();
    await this.committed(seq);
    return seq;
  }

  async harvest(id: string, order: HarvestOrder = {}): Promise<void> {
    if (!this.#leading) return this.#options.changes.applied(await this.#replicas.ask(id, order));
    return this.#attendance.look(id, { ...(order.repository ? { repositories: [order.repository] } : {}), ...(order.force ? { force: true } : {}) });
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
    const spec = this.#check(randomUUID(), input);
    return this.#options.worker.preview(spec).catch((error: unknown) => {
      throw inputError(error);
    });
  }

  async readFile(sourceId: string, repository: string, path: string): Promise<string> {
    const spec = this.#attendance.spec(sourceId);
    if (!spec) throw new CallboardError('not-found', `No source with id ${sourceId}`);
    return this.#options.worker.read(spec, repository, path);
  }

  /** Has the sources whose repository a webhook speaks of looked at. @returns how many */
  harvestMatching(matches: (spec: SourceSpec) => boolean): number {
    const specs = this.#attendance.specs.filter(matches);
    for (const spec of specs) this.harvest(spec.id).catch((error: unknown) => this.#options.log.warn('a harvest asked for by a webhook failed', { source: spec.target, error: String(error) }));
    return specs.length;
  }

  /** Makes a committed change visible in this process, and has the other replicas look. */
  async committed(seq: number): Promise<void> {
    const { bus, changes } = this.#options;
    await bus.publish('change', { seq });
    changes.wake();
    await changes.applied(seq);
  }

  get #leading(): boolean {
    return this.#leadership?.leading ?? false;
  }

  /** Checks that a source can be opened at all. @throws {CallboardError} `input-invalid` */
  #check(id: string, input: SourceInput): SourceSpec {
    const spec: SourceSpec = { id, type: input.type, target: input.target, options: { ...(input.options ?? {}) } };
    try {
      openSource(spec, this.#options.environment);
    } catch (error) {
      throw inputError(error);
    }
    return spec;
  }

  async #sourcesChanged(): Promise<void> {
    await this.#refresh();
    await this.#options.bus.publish('sources', {});
  }

  async #refresh(): Promise<void> {
    if (this.#closed) return;
    await this.#attendance.setSources(await readSpecs(this.#options.database, this.#options.declared));
  }

  /** Another replica harvests: what it said is newer than what this one saw. */
  #withNews(status: SourceStatus): SourceStatus {
    const heard = this.#leading ? undefined : this.#replicas.heard(status.id);
    return heard ? { ...heard, ...status, state: heard.state, ...(heard.lastFinishedAt ? { lastFinishedAt: heard.lastFinishedAt } : {}) } : status;
  }

  async #announce(sourceId: string): Promise<void> {
    const status = await this.get(sourceId);
    if (!status) return;
    this.#tell(status);
    if (this.#options.database.dialect === 'postgres') await this.#replicas.tell(status);
  }

  #tell(status: SourceStatus): void {
    for (const listener of this.#listeners) listener(status);
  }
}

/** A source that cannot be read is the mistake of whoever named it. */
function inputError(error: unknown): unknown {
  const { name, message, hint } = error as { name?: string; message?: string; hint?: string };
  if (name !== 'SourceError' && name !== 'HarvestReadError') return error;
  return new CallboardError('input-invalid', [message, hint].filter(Boolean).join(' '), { cause: error });
}
