/** Attending to sources, on the replica that harvests: looking when something announces a change, and from time to time anyway. */
import type { Log } from '@callboard/plugin/server';
import { openSource, type ScanHint, type SourceEnvironment, type SourceSpec } from '../sources/source.ts';
import type { HarvestOutcome } from './engine.ts';
import { HarvestQueue, withJitter, type Due } from './schedule.ts';
import type { LiveStatus } from './status.ts';
import type { HarvestWorker } from './worker-client.ts';

export interface AttendanceOptions {
  worker: HarvestWorker;
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
/** Milliseconds after which a look that still goes on is shown, and repositories between two shows of its progress. */
const SLOW = 300;
const PROGRESS_STEP = 250;

interface Attended {
  spec: SourceSpec;
  live: LiveStatus;
  timer?: NodeJS.Timeout;
  unwatch?: () => Promise<void>;
}

export class Attendance {
  readonly #options: AttendanceOptions;
  readonly #sources = new Map<string, Attended>();
  readonly #queue: HarvestQueue;
  #active = false;

  constructor(options: AttendanceOptions) {
    this.#options = options;
    this.#queue = new HarvestQueue((due) => this.#look(due), HARVESTS_AT_ONCE);
  }

  /** Whether a look is waiting or going on. */
  get busy(): boolean {
    return [...this.#sources.keys()].some((id) => this.#queue.has(id));
  }

  get specs(): SourceSpec[] {
    return [...this.#sources.values()].map((attended) => attended.spec);
  }

  spec(id: string): SourceSpec | undefined {
    return this.#sources.get(id)?.spec;
  }

  live(): Map<string, LiveStatus> {
    return new Map([...this.#sources].map(([id, attended]) => [id, attended.live]));
  }

  /** Takes note of which sources there are; new and changed ones are looked at at once while this replica harvests. */
  async setSources(specs: readonly SourceSpec[]): Promise<void> {
    const ids = new Set(specs.map((spec) => spec.id));
    for (const [id, attended] of this.#sources) {
      if (ids.has(id)) continue;
      this.#sources.delete(id);
      await leave(attended);
    }
    for (const spec of specs) {
      const known = this.#sources.get(spec.id);
      if (known && JSON.stringify(known.spec) === JSON.stringify(spec)) continue;
      if (known) await leave(known);
      const attended: Attended = { spec, live: known?.live ?? { harvesting: false, harvested: false } };
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
    this.#lookQuietly(attended);
    this.#plan(attended);
    if (!this.#options.watch) return;
    this.#watch(attended).catch((error: unknown) => this.#options.log.warn('cannot watch for changes; they are found by looking from time to time', { source: attended.spec.target, error: String(error) }));
  }

  #lookQuietly(attended: Attended, hint?: ScanHint): void {
    this.#queue.add(attended.spec.id, hint).catch((error: unknown) => {
      if (this.#active) this.#options.log.warn('a harvest failed', { source: attended.spec.target, error: String(error) });
    });
  }

  #plan(attended: Attended): void {
    clearTimeout(attended.timer);
    const wait = withJitter(this.#options.every(attended.spec.type));
    attended.live.nextAt = new Date(Date.now() + wait).toISOString();
    attended.timer = setTimeout(() => {
      this.#plan(attended);
      this.#lookQuietly(attended);
    }, wait).unref();
  }

  async #watch(attended: Attended): Promise<void> {
    const { environment, log } = this.#options;
    const source = openSource(attended.spec, environment);
    if (!source.watch) return;
    const stop = await source.watch(
      (hint) => this.#lookQuietly(attended, hint),
      (error) => log.warn('watching stopped; changes are found by looking from time to time', { source: attended.spec.target, error: error.message }),
    );
    if (this.#active && this.#sources.get(attended.spec.id) === attended) attended.unwatch = stop;
    else await stop();
  }

  async #look({ sourceId, hint }: Due): Promise<void> {
    const attended = this.#sources.get(sourceId);
    if (!attended) return;
    const { worker, log, now, onNews, onCommit, onOutcome } = this.#options;
    const { live, spec } = attended;
    const started = performance.now();
    Object.assign(live, { harvesting: true, lastStartedAt: now() });
    const announce = () => void onNews(sourceId).catch((error: unknown) => log.warn('the state of a source cannot be shown', { source: spec.target, error: String(error) }));
    const slow = setTimeout(announce, SLOW);
    let outcome: HarvestOutcome;
    try {
      outcome = await worker.harvest(spec, hint, {
        onProgress: (done, total) => {
          live.progress = { done, total };
          if (done % PROGRESS_STEP === 0) announce();
        },
        onCommit,
      });
    } finally {
      clearTimeout(slow);
      delete live.progress;
      Object.assign(live, { harvesting: false, harvested: true, lastFinishedAt: now(), lastDurationMs: Math.round(performance.now() - started) });
    }
    if (outcome.error) log.warn('a source could not be harvested', { source: spec.target, ...outcome.error });
    await onOutcome(outcome);
    await onNews(sourceId);
  }
}

async function leave(attended: Attended): Promise<void> {
  clearTimeout(attended.timer);
  const stop = attended.unwatch;
  delete attended.unwatch;
  await stop?.();
}
