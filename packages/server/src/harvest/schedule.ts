/** When sources are looked at, and one at a time: announced changes first, then those whose time has come. */
import { CallboardError } from '@callboard/core';
import type { ScanHint } from '../sources/source.ts';

export interface Due {
  sourceId: string;
  hint?: ScanHint;
}

interface Waiting {
  hint: ScanHint | undefined;
  resolve: (() => void)[];
  reject: ((error: unknown) => void)[];
}

/** Waiting looks, each source at most once: what is asked for twice is looked at once, for both. */
export class HarvestQueue {
  readonly #waiting = new Map<string, Waiting>();
  readonly #running = new Set<string>();
  readonly #run: (due: Due) => Promise<void>;
  readonly #atOnce: number;

  constructor(run: (due: Due) => Promise<void>, atOnce: number) {
    this.#run = run;
    this.#atOnce = atOnce;
  }

  get busy(): boolean {
    return this.#running.size + this.#waiting.size > 0;
  }

  /** Resolves when a look that began after this call has ended. */
  add(sourceId: string, hint?: ScanHint): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(sourceId);
      if (waiting) {
        waiting.hint = mergeHints(waiting.hint, hint);
        waiting.resolve.push(resolve);
        waiting.reject.push(reject);
      } else this.#waiting.set(sourceId, { hint, resolve: [resolve], reject: [reject] });
      this.#next();
    });
  }

  /** Gives up what waits; what goes on is let finish. */
  clear(): void {
    const error = new CallboardError('not-ready', 'This replica does not harvest any more; ask again');
    for (const { reject } of this.#waiting.values()) for (const end of reject) end(error);
    this.#waiting.clear();
  }

  #next(): void {
    for (const [sourceId, waiting] of this.#waiting) {
      if (this.#running.size >= this.#atOnce) return;
      if (this.#running.has(sourceId)) continue;
      this.#waiting.delete(sourceId);
      this.#running.add(sourceId);
      void this.#carryOut(sourceId, waiting);
    }
  }

  async #carryOut(sourceId: string, { hint, resolve, reject }: Waiting): Promise<void> {
    try {
      await this.#run({ sourceId, ...(hint ? { hint } : {}) });
      for (const end of resolve) end();
    } catch (error) {
      for (const end of reject) end(error);
    }
    this.#running.delete(sourceId);
    this.#next();
  }
}

/** A hint narrows a look; where two narrow it in different ways, or one does not, nothing is left out. */
export function mergeHints(one: ScanHint | undefined, other: ScanHint | undefined): ScanHint | undefined {
  const force = one?.force || other?.force ? { force: true } : {};
  if (one?.paths && other?.paths && !one.repositories && !other.repositories)
    return { paths: [...one.paths, ...other.paths], ...force };
  if (one?.repositories && other?.repositories && !one.paths && !other.paths)
    return { repositories: [...one.repositories, ...other.repositories], ...force };
  return one?.force || other?.force ? force : undefined;
}

/** `every` milliseconds, give or take a tenth, so that replicas and sources do not move in step. */
export function withJitter(every: number, random: () => number = Math.random): number {
  return Math.round(every * (0.9 + 0.2 * random()));
}

/** The longest that `withJitter` waits. */
export function longest(every: number): number {
  return Math.round(every * 1.1);
}
