/** Attending to sources, on the replica that harvests: looking when something announces a change, and from time to time anyway. */
import type { Log } from '@callboard/plugin/server';
import { forgetSource, openSource, type ScanHint, type SourceEnvironment, type SourceSpec } from '../sources/source.ts';
import type { HarvestOutcome } from './engine.ts';
import { HarvestQueue, longest, withJitter, type Due } from './schedule.ts';
import { SourceWatch } from './source-watch.ts';
import type { Failure } from './state.ts';
import type { LiveStatus } from './status.ts';
import type { HarvestWorker } from './worker-client.ts';

export interface AttendanceOptions {
  worker: Pick<HarvestWorker, 'harvest'>;
  environment: SourceEnvironment;
  log: Log;
  /** Milliseconds between looks, by type of source. */
  every(type: string): number;
  watch: boolean;
  now(): string;
  /** Something about a source is new to whoever watches the portal. */
  onNews(sourceId: string): Promise<void>;
  /** A transaction of a harvest was committed. */
  onCommit(seq: number): void;
  /** A look has ended. */
  onOutcome(outcome: HarvestOutcome): Promise<void>;
}

const HARVESTS_AT_ONCE = 3;
/** Milliseconds after which a look that still goes on is shown, and between two shows of its progress: each counts all that the source has. */
const SLOW = 300;
/** Milliseconds that a look may be late, or take, before the source is said to stand still. */
const STUCK = 60_000;
const PROGRESS_EVERY = 1000;
/** Milliseconds until a look that failed is tried again; twice as long each time, up to the usual time between looks. */
const FIRST_RETRY = 2000;

interface Attended {
  spec: SourceSpec;
  live: LiveStatus;
  /** Looks that failed, in a row. */
  failures: number;
  /** Milliseconds of the clock: when something last came of it, or was heard. */
  signAt: number;
  timer?: NodeJS.Timeout;
  watch?: SourceWatch;
}

export class Attendance {
  readonly #options: AttendanceOptions;
  readonly #sources = new Map<string, Attended>();
  readonly #queue: HarvestQueue;
  #active = false;
  /** When something last came of any source. */
  #signAt = Date.now();

  constructor(options: AttendanceOptions) {
    this.#options = options;
    this.#queue = new HarvestQueue((due) => this.#look(due), HARVESTS_AT_ONCE);
  }

  /** Whether a look is waiting or going on. */
  get busy(): boolean {
    return this.#queue.busy;
  }

  get specs(): SourceSpec[] {
    return [...this.#sources.values()].map((attended) => attended.spec);
  }

  spec(id: string): SourceSpec | undefined {
    return this.#sources.get(id)?.spec;
  }

  live(): Map<string, LiveStatus> {
    return new Map(
      [...this.#sources].map(([id, attended]) => [id, { ...attended.live, ...this.#standstill(attended) }]),
    );
  }

  /** A source of which nothing came for longer than the time between its looks. One that waits for others is as alive as the queue is. */
  #standstill({ spec, live, signAt }: Attended): Pick<LiveStatus, 'stalledSince'> {
    const sign = live.harvesting || !this.#active ? signAt : Math.max(signAt, this.#signAt);
    const patience = longest(this.#options.every(spec.type)) + STUCK;
    return Date.now() - sign > patience ? { stalledSince: new Date(sign).toISOString() } : {};
  }

  #sign(attended: Attended): void {
    attended.signAt = this.#signAt = Date.now();
  }

  /** Takes note of what the replica that harvests knows of a source. */
  hear(id: string, live: LiveStatus): void {
    const attended = this.#sources.get(id);
    if (!attended) return;
    const { stalledSince: _itsOwn, ...rest } = live;
    Object.assign(attended, { live: rest, signAt: Date.now() });
  }

  /** Takes note of which sources there are; new and changed ones are looked at at once while this replica harvests. */
  async setSources(specs: readonly SourceSpec[]): Promise<void> {
    const ids = new Set(specs.map((spec) => spec.id));
    for (const [id, attended] of this.#sources) {
      if (ids.has(id)) continue;
      this.#sources.delete(id);
      await leave(attended);
      await forgetSource(attended.spec, this.#options.environment.cacheFolder);
    }
    for (const spec of specs) {
      const known = this.#sources.get(spec.id);
      if (known && JSON.stringify(known.spec) === JSON.stringify(spec)) continue;
      if (known) await leave(known);
      const attended: Attended = {
        spec,
        live: known?.live ?? { harvesting: false, harvested: false },
        failures: 0,
        signAt: Date.now(),
      };
      this.#sources.set(spec.id, attended);
      if (this.#active) this.#attend(attended);
    }
  }

  start(): void {
    this.#active = true;
    for (const attended of this.#sources.values()) this.#attend(attended);
  }

  async stop(): Promise<void> {
    this.#active = false;
    this.#queue.clear();
    for (const attended of this.#sources.values()) await leave(attended);
  }

  /** Looks at a source; resolves when a look that began after this call has ended. */
  look(id: string, hint?: ScanHint): Promise<void> {
    return this.#queue.add(id, hint);
  }

  #attend(attended: Attended): void {
    this.#sign(attended);
    this.#lookQuietly(attended);
    this.#plan(attended);
    this.#watch(attended);
  }

  #lookQuietly(attended: Attended, hint?: ScanHint): void {
    this.#queue.add(attended.spec.id, hint).catch((error: unknown) => {
      if (this.#active)
        this.#options.log.warn('a harvest failed', { source: attended.spec.target, error: String(error) });
    });
  }

  /** Sets the time of the next look. */
  #plan(attended: Attended): void {
    clearTimeout(attended.timer);
    const every = this.#options.every(attended.spec.type);
    const wait = withJitter(attended.failures ? Math.min(FIRST_RETRY * 2 ** (attended.failures - 1), every) : every);
    attended.live.nextAt = new Date(Date.now() + wait).toISOString();
    attended.timer = setTimeout(() => {
      this.#plan(attended);
      this.#lookQuietly(attended);
    }, wait).unref();
  }

  #watch(attended: Attended): void {
    const { environment, log, watch } = this.#options;
    if (!watch || attended.watch) return;
    const source = openSource(attended.spec, environment);
    if (!source.watch) return;
    const about = (error: Error) => ({ source: attended.spec.target, error: error.message });
    attended.watch = new SourceWatch(source.watch.bind(source), {
      onChange: (hint) => this.#lookQuietly(attended, hint),
      onBegun: () => this.#lookQuietly(attended),
      onBroken: (error) => {
        log.warn('changes cannot be watched; they are found by looking from time to time', about(error));
        delete attended.watch;
      },
      onEndFailed: (error) => log.debug('watching did not end well', about(error)),
    });
  }

  async #look({ sourceId, hint }: Due): Promise<void> {
    const attended = this.#sources.get(sourceId);
    if (!attended) return;
    const { worker, log, now, onCommit, onOutcome } = this.#options;
    const { live, spec } = attended;
    const started = performance.now();
    Object.assign(live, { harvesting: true, lastStartedAt: now() });
    const slow = setTimeout(() => void this.#tell(attended), SLOW);
    const before = live.failure;
    let failure: Failure | undefined;
    let scanned = true;
    try {
      let told = started;
      const onProgress = (done: number, total: number) => {
        this.#sign(attended);
        live.progress = { done, total };
        if (performance.now() - told < PROGRESS_EVERY) return;
        told = performance.now();
        void this.#tell(attended);
      };
      const outcome = await worker.harvest(spec, hint, {
        onProgress,
        onCommit: (seq) => {
          this.#sign(attended);
          onCommit(seq);
        },
      });
      failure = outcome.error;
      scanned = outcome.scanned;
      delete live.failure;
      if (failure) log.warn('a source could not be harvested', { source: spec.target, ...failure });
      await onOutcome(outcome);
    } catch (error) {
      failure = failureOf(error);
      live.failure = failure;
      throw error;
    } finally {
      clearTimeout(slow);
      this.#sign(attended);
      delete live.progress;
      const finished = now();
      if (!failure) live.lastGoodAt = finished;
      else if (failure.since === undefined) failure.since = before?.since ?? finished;
      Object.assign(live, {
        harvesting: false,
        harvested: true,
        lastFinishedAt: finished,
        lastDurationMs: Math.round(performance.now() - started),
      });
      this.#judge(attended, {
        failed: failure !== undefined,
        scanned,
        narrow: Boolean(hint?.paths || hint?.repositories),
      });
      await this.#tell(attended);
    }
  }

  /** When to look again: soon after a failure. A source that was not to be seen is watched anew when it is back. */
  #judge(attended: Attended, look: { failed: boolean; scanned: boolean; narrow: boolean }): void {
    if (!this.#active || this.#sources.get(attended.spec.id) !== attended) return;
    const before = attended.failures;
    attended.failures = look.failed ? before + 1 : 0;
    if (look.failed || before || !look.narrow) this.#plan(attended);
    if (look.scanned) this.#watch(attended);
    else void endWatch(attended);
  }

  async #tell(attended: Attended): Promise<void> {
    try {
      await this.#options.onNews(attended.spec.id);
    } catch (error) {
      // Cut off by the end of the portal: nobody is there to be told.
      if (this.#active)
        this.#options.log.warn('the state of a source cannot be shown', {
          source: attended.spec.target,
          error: String(error),
        });
    }
  }
}

async function leave(attended: Attended): Promise<void> {
  clearTimeout(attended.timer);
  await endWatch(attended);
}

async function endWatch(attended: Attended): Promise<void> {
  const { watch } = attended;
  delete attended.watch;
  await watch?.end();
}

/** What a look that broke shows at its source. */
function failureOf(error: unknown): Failure {
  const { message, code, hint } = error as { message?: string; code?: string; hint?: string };
  return {
    code: code ?? 'harvest-failed',
    message: message ?? String(error),
    hint: hint ?? 'Callboard tries again by itself; the log of the server says more.',
  };
}
