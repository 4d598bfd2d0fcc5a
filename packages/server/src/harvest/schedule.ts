/** When sources are looked at, and one at a time: announced changes first, then those whose time has come. */
import type { ScanHint } from '../sources/source.ts';

export interface Due {
  sourceId: string;
  hint?: ScanHint;
}

/** Waiting looks, each source at most once: what is asked for twice is looked at once, for both. */
export class HarvestQueue {
  readonly #waiting = new Map<string, { hint: ScanHint | undefined; done: ((error?: Error) => void)[] }>();
  readonly #running = new Set<string>();
  readonly #run: (due: Due) => Promise<void>;
  readonly #atOnce: number;

  constructor(run: (due: Due) => Promise<void>, atOnce: number) {
    this.#run = run;
    this.#atOnce = atOnce;
  }

  /** Resolves when a look that began after this call has ended. */
  add(sourceId: string, hint?: ScanHint): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (error?: Error) => (error ? reject(error) : resolve());
      const waiting = this.#waiting.get(sourceId);
      if (waiting) {
        waiting.hint = mergeHints(waiting.hint, hint);
        waiting.done.push(done);
      } else this.#waiting.set(sourceId, { hint, done: [done] });
      this.#next();
    });
  }

  has(sourceId: string): boolean {
    return this.#running.has(sourceId) || this.#waiting.has(sourceId);
  }

  clear(): void {
    for (const { done } of this.#waiting.values()) for (const end of done) end(new Error('this replica does not harvest any more'));
    this.#waiting.clear();
  }

  #next(): void {
    for (const [sourceId, { hint, done }] of this.#waiting) {
      if (this.#running.size >= this.#atOnce) return;
      if (this.#running.has(sourceId)) continue;
      this.#waiting.delete(sourceId);
      this.#running.add(sourceId);
      this.#run({ sourceId, ...(hint ? { hint } : {}) })
        .then(
          () => done.forEach((end) => end()),
          (error: unknown) => done.forEach((end) => end(error instanceof Error ? error : new Error(String(error)))),
        )
        .finally(() => {
          this.#running.delete(sourceId);
          this.#next();
        });
    }
  }
}

/** A hint narrows a look; a look without one is at everything, so together with it nothing is left out. */
function mergeHints(one: ScanHint | undefined, other: ScanHint | undefined): ScanHint | undefined {
  const force = Boolean(one?.force || other?.force);
  const narrowed = (hint: ScanHint | undefined) => Boolean(hint?.paths || hint?.repositories);
  if (!narrowed(one) || !narrowed(other)) return force ? { force } : undefined;
  const paths = [...(one?.paths ?? []), ...(other?.paths ?? [])];
  const repositories = [...(one?.repositories ?? []), ...(other?.repositories ?? [])];
  return { ...(paths.length ? { paths } : {}), ...(repositories.length ? { repositories } : {}), ...(force ? { force } : {}) };
}

/** `every` milliseconds, give or take a tenth, so that replicas and sources do not move in step. */
export function withJitter(every: number, random: () => number = Math.random): number {
  return Math.round(every * (0.9 + 0.2 * random()));
}
