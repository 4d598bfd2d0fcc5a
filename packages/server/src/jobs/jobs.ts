/** Background work of plugins: it goes on in the replica that leads, and in no other. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Interval, Jobs, Log } from '@callboard/plugin/server';
import { errorText } from '../error-text.ts';
import type { Call } from '../plugins/health/health.ts';
import type { Leadership } from '../harvest/leader.ts';
import type { JobStore } from './store.ts';

export interface JobRunnerOptions {
  store: JobStore;
  log: Log;
  /** Starts telling whether this replica leads. */
  openLeadership(onChange: (leading: boolean) => void): Leadership;
  /** Milliseconds before work that failed is begun again. */
  pause?: number;
  now?(): number;
  /** Told of every run. */
  onRun?(plugin: string, call: Call): void;
}

interface Job {
  plugin: string;
  name: string;
  work(signal: AbortSignal): Promise<void>;
  /** Ends with the plugin. */
  ended: AbortController;
  running?: Promise<void>;
  stop?: AbortController;
}

const PAUSE = 5000;
/** Longest wait in one go, so that clocks that were set are noticed. */
const NAP = 60_000;

export class JobRunner {
  readonly #options: JobRunnerOptions;
  readonly #jobs = new Set<Job>();
  #leadership: Leadership | undefined;
  #leading = false;

  constructor(options: JobRunnerOptions) {
    this.#options = options;
  }

  /** The part of a plugin's scope. @param onDispose ends what the plugin registered */
  forPlugin(plugin: string, checkOpen: () => void, onDispose: (end: () => Promise<void>) => void): Jobs {
    const add = (name: string, work: Job['work']) => {
      checkOpen();
      if ([...this.#jobs].some((job) => job.plugin === plugin && job.name === name))
        throw new Error(`${plugin}: there is a job ${name} already`);
      const job: Job = { plugin, name, work, ended: new AbortController() };
      this.#jobs.add(job);
      onDispose(() => this.#remove(job));
      if (this.#leading) this.#begin(job);
    };
    return {
      lead: add,
      every: (name, interval, work) => {
        const milliseconds = millisecondsOf(interval);
        if (!(milliseconds >= 1000))
          throw new Error(`${plugin}: the job ${name} would run more often than every second`);
        add(name, (signal) => this.#recur({ plugin, name, milliseconds, work }, signal));
      },
    };
  }

  /** Begins to run jobs whenever this replica leads. */
  start(): void {
    this.#leadership = this.#options.openLeadership((leading) => {
      this.#leading = leading;
      for (const job of this.#jobs) {
        if (leading) this.#begin(job);
        else job.stop?.abort();
      }
    });
  }

  async close(): Promise<void> {
    this.#leading = false;
    await Promise.all([...this.#jobs].map((job) => this.#remove(job)));
    await this.#leadership?.close();
  }

  async #remove(job: Job): Promise<void> {
    this.#jobs.delete(job);
    job.ended.abort();
    job.stop?.abort();
    await job.running;
  }

  #begin(job: Job): void {
    const stop = new AbortController();
    const before = job.running;
    job.stop = stop;
    const signal = AbortSignal.any([stop.signal, job.ended.signal]);
    job.running = (async () => {
      await before;
      await this.#keepGoing(job, signal);
    })();
  }

  async #keepGoing({ plugin, name, work }: Job, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        return await work(signal);
      } catch (error) {
        if (signal.aborted) return;
        this.#options.onRun?.(plugin, { place: 'job', name, error: errorText(error) });
        this.#options.log.error('a job failed and will be begun again', { plugin, job: name, error });
        await nap(this.#options.pause ?? PAUSE, signal);
      }
    }
  }

  async #recur(
    { plugin, name, milliseconds, work }: Pick<Job, 'plugin' | 'name' | 'work'> & { milliseconds: number },
    signal: AbortSignal,
  ): Promise<void> {
    const { store, log, now = Date.now } = this.#options;
    while (!signal.aborted) {
      const last = await store.lastStart(plugin, name);
      const due = last === undefined ? 0 : Date.parse(last) + milliseconds;
      const wait = Math.min(due - now(), milliseconds);
      if (wait > 0) {
        await nap(Math.min(wait, NAP), signal);
        continue;
      }
      await store.started(plugin, name, new Date(now()).toISOString());
      let failure: unknown;
      try {
        await work(signal);
      } catch (error) {
        failure = error;
        if (!signal.aborted) log.error('a job failed; it will run again when it is due', { plugin, job: name, error });
      }
      this.#options.onRun?.(plugin, {
        place: 'job',
        name,
        ...(failure === undefined ? {} : { error: errorText(failure) }),
      });
      await store.finished(plugin, name, new Date(now()).toISOString(), failure === undefined ? null : String(failure));
    }
  }
}

function millisecondsOf({ seconds = 0, minutes = 0, hours = 0 }: Interval): number {
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

async function nap(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal, ref: false });
  } catch {
    // Only the signal ends it early, and whoever naps looks at the signal next.
  }
}
