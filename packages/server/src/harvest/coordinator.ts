/** Sources in the main thread: what is known of them, and what people do to them. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CallboardError } from '@callboard/core';
import type {
  Cause,
  Log,
  Preview,
  Proposal,
  ProposedCommit,
  RepositoryStatus,
  SourceInput,
  Sources,
  SourceStatus,
} from '@callboard/plugin/server';
import { openSource, type SourceEnvironment, type SourceSpec } from '../sources/source.ts';
import type { Bus } from '../storage/bus.ts';
import type { ChangeLog } from '../storage/changes.ts';
import type { Database } from '../storage/database.ts';
import { removeHeld, removeSource } from '../storage/sources.ts';
import { Attendance } from './attendance.ts';
import { syncDerivedSources } from './derived.ts';
import { inputError, proposalError } from './input-error.ts';
import { openLeadership, type Leadership } from './leader.ts';
import { Replicas, type HarvestOrder } from './replicas.ts';
import type { RemovalGuard } from './removals.ts';
import {
  declareSources,
  insertSource,
  readSpecs,
  undeclaredSources,
  updateSource,
  type DeclaredSource,
  type Declaring,
} from './source-rows.ts';
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
  /** Who declared them, unless it is a configuration file. */
  declaredBy?: Declaring['by'];
  /** What may go without asking when a source is no longer declared. */
  removalGuard: RemovalGuard;
  /** Options that hold for every source of a type that does not set them itself. */
  common(type: string): Record<string, unknown>;
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
  #refreshing: Promise<void> = Promise.resolve();
  readonly #started = Promise.withResolvers<void>();
  readonly #news: (() => void)[] = [];
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
      onCommit: () => changes.wake(),
      onOutcome: async (outcome) => {
        if (outcome.seq) await this.committed(outcome.seq);
        if (outcome.sourcesChanged) await this.#sourcesChanged();
      },
    });
    this.#replicas = new Replicas({
      bus,
      serve: async (sourceId, order) => {
        if (!this.#leading) return undefined;
        await this.harvest(sourceId, order);
        return changes.head();
      },
      onHeard: (id, live) =>
        void this.#hear(id, live).catch((error: unknown) =>
          log.warn('the state of a source cannot be shown', { source: id, error: String(error) }),
        ),
      onHello: () => {
        if (this.#leading) for (const [id, live] of this.#attendance.live()) void this.#replicas.tell(id, live);
      },
    });
  }

  /** Brings the sources in line with the configuration. */
  async open(): Promise<void> {
    const { changes, database, declared, declaredBy, removalGuard, now } = this.#options;
    const by = declaredBy === undefined ? {} : { by: declaredBy };
    await declareSources(database, { declared, ...by, guard: removalGuard, at: now() });
    await this.#warnOfUndeclared();
    // A process that was killed between a harvest and this step made up for it here.
    await syncDerivedSources(database, now());
    await this.committed(await changes.head());
    await this.#refresh();
  }

  /** Begins to harvest, if this is the replica that does. */
  async start(): Promise<void> {
    const { bus, log, database } = this.#options;
    bus.on(
      'sources',
      () =>
        void this.#refresh().catch((error: unknown) =>
          log.error('the list of sources cannot be read', { error: String(error) }),
        ),
    );
    this.#leadership = openLeadership('harvest', database.address, log, (leading) => {
      if (this.#closed) return;
      if (leading) this.#attendance.start();
      else
        void this.#attendance
          .stop()
          .catch((error: unknown) => log.warn('the watching of sources did not end well', { error: String(error) }));
    });
    this.#started.resolve();
    await bus.publish('hello', {});
  }

  async #warnOfUndeclared(): Promise<void> {
    const { database, log } = this.#options;
    const remedy = 'put it back into the configuration, or confirm the removal under Sources';
    for (const id of await undeclaredSources(database)) {
      const { target, held } = (await this.get(id))!;
      log.warn('a source is no longer in the configuration; what it said is kept', { source: target, held, remedy });
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#started.resolve();
    await this.#attendance.stop();
    await this.#leadership?.close();
    await this.#options.worker.close();
  }

  /** Calls back with the status of a source whenever it changes. */
  onStatus(listener: (status: SourceStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when every source that there is has been looked at, by whichever replica harvests, and nothing is going on here. */
  async settled(): Promise<void> {
    await this.#leadership?.tried;
    for (;;) {
      const news = new Promise<void>((resolve) => this.#news.push(resolve));
      if (!this.#attendance.busy && (await this.#allLooked())) return;
      // Somebody else's news may be lost.
      await Promise.race([news, sleep(500, undefined, { ref: false })]);
    }
  }

  async #allLooked(): Promise<boolean> {
    if (this.#leading) {
      const live = this.#attendance.live();
      return this.#attendance.specs.every(({ id }) => live.get(id)?.harvested);
    }
    const statuses = await this.list();
    return statuses.every(
      ({ origin, state }) => origin === 'undeclared' || (state !== 'new' && state !== 'harvesting'),
    );
  }

  list(): Promise<SourceStatus[]> {
    return readStatuses(this.#options.database, this.#attendance.live());
  }

  async get(id: string): Promise<SourceStatus | undefined> {
    const [status] = await readStatuses(this.#options.database, this.#attendance.live(), id);
    return status;
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
    await this.#changeable(id);
    this.#check(id, input);
    await updateSource(this.#options.database, id, input);
    await this.#sourcesChanged();
    return (await this.get(id))!;
  }

  async remove(id: string, by: string): Promise<number> {
    await this.#changeable(id);
    return this.#removeWhole(id, { type: 'user', user: by, sourceId: id, reason: 'the source was removed' });
  }

  async #removeWhole(id: string, cause: Cause): Promise<number> {
    const { database, now } = this.#options;
    const removed = await database.write((writer) => removeSource(writer, id, cause, now()));
    // What its files named goes with it.
    const seq = Math.max(removed, (await syncDerivedSources(database, now())) ?? 0);
    await this.#sourcesChanged();
    await this.committed(seq);
    return seq;
  }

  async harvest(id: string, order: HarvestOrder = {}): Promise<void> {
    await this.#started.promise;
    if (!this.#leading) return this.#options.changes.applied(await this.#replicas.ask(id, order));
    // Another replica may have added it a moment ago.
    if (!this.#attendance.spec(id)) await this.#refresh();
    if (!this.#attendance.spec(id)) throw new CallboardError('not-found', `No source with id ${id}`);
    return this.#attendance.look(id, {
      ...(order.repository ? { repositories: [order.repository] } : {}),
      ...(order.force ? { force: true } : {}),
    });
  }

  /** Has every source looked at again, in its turn. */
  harvestAll(): void {
    for (const { id, target } of this.#attendance.specs)
      this.harvest(id).catch((error: unknown) =>
        this.#options.log.warn('a harvest failed', { source: target, error: String(error) }),
      );
  }

  async confirm(id: string, by: string): Promise<number> {
    const { database, now } = this.#options;
    const cause: Cause = { type: 'user', user: by, sourceId: id, reason: 'the removal was confirmed' };
    if ((await this.get(id))?.origin === 'undeclared') return this.#removeWhole(id, cause);
    const seq = await database.write((writer) => removeHeld(writer, id, cause, now()));
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

  takesProposals(sourceId: string): boolean {
    return this.#attendance.spec(sourceId)?.options.proposals === true;
  }

  async propose(sourceId: string, repository: string, proposal: Proposal): Promise<ProposedCommit> {
    const spec = this.#attendance.spec(sourceId);
    if (!spec) throw new CallboardError('not-found', `No source with id ${sourceId}`);
    return this.#options.worker.propose(spec, repository, proposal).catch((error: unknown) => {
      throw proposalError(error);
    });
  }

  /** Has the sources whose repository a webhook speaks of looked at. @returns how many */
  harvestMatching(matches: (spec: SourceSpec) => boolean): number {
    const specs = this.#attendance.specs.filter(matches);
    for (const spec of specs)
      this.harvest(spec.id).catch((error: unknown) =>
        this.#options.log.warn('a harvest asked for by a webhook failed', {
          source: spec.target,
          error: String(error),
        }),
      );
    return specs.length;
  }

  /** Resolves when a committed change is visible in this process. Other replicas are told by the database. */
  async committed(seq: number): Promise<void> {
    const { changes } = this.#options;
    changes.wake();
    await changes.applied(seq);
  }

  get #leading(): boolean {
    return this.#leadership?.leading ?? false;
  }

  /** Sources of which nothing comes any more, in a sentence; `undefined` when all is well. */
  standstill(): string | undefined {
    const { specs } = this.#attendance;
    const live = this.#attendance.live();
    const stuck = specs.flatMap(({ id, target }) => {
      const since = live.get(id)?.stalledSince;
      return since ? [`${target} since ${since}`] : [];
    });
    if (!stuck.length) return undefined;
    const more = stuck.length > 3 ? ` and ${stuck.length - 3} more` : '';
    return `Harvesting stands still: ${stuck.slice(0, 3).join(', ')}${more}`;
  }

  /** Checks that a source can be opened at all. @throws {CallboardError} `input-invalid` */
  #check(id: string, input: SourceInput): SourceSpec {
    const spec: SourceSpec = { id, type: input.type, target: input.target, options: { ...input.options } };
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

  /** Brings what is attended to in line with the rows, one time after the other. */
  #refresh(): Promise<void> {
    const refresh = async () => {
      if (!this.#closed)
        await this.#attendance.setSources(
          await readSpecs(this.#options.database, this.#options.declared, this.#options.common),
        );
    };
    this.#refreshing = this.#refreshing.then(refresh, refresh);
    return this.#refreshing;
  }

  /** @throws {CallboardError} `not-found`, `not-allowed` */
  async #changeable(id: string): Promise<void> {
    const status = await this.get(id);
    if (!status) throw new CallboardError('not-found', `No source with id ${id}`);
    if (status.origin === 'config')
      throw new CallboardError('not-allowed', `${status.target} is declared in the configuration: change it there`);
    if (status.origin === 'derived')
      throw new CallboardError(
        'not-allowed',
        `${status.target} is named by ${status.parent ?? 'a file'}: change it there`,
      );
  }

  async #announce(sourceId: string): Promise<void> {
    if (this.#closed) return;
    const live = this.#attendance.live().get(sourceId);
    if (live && this.#options.database.dialect === 'postgres') await this.#replicas.tell(sourceId, live);
    await this.#tell(sourceId);
  }

  async #hear(sourceId: string, live: LiveStatus): Promise<void> {
    if (this.#leading || this.#closed) return;
    this.#attendance.hear(sourceId, live);
    await this.#tell(sourceId);
  }

  async #tell(sourceId: string): Promise<void> {
    const status = await this.get(sourceId);
    for (const resolve of this.#news.splice(0)) resolve();
    if (status) for (const listener of this.#listeners) listener(status);
  }
}
