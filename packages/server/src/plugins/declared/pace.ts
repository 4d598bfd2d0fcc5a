import { setTimeout as wait } from 'node:timers/promises';

/** At most so many per second, a second's worth at once. */
export class Pace {
  readonly #perSecond: number;
  readonly #clock: Clock;
  #left: number;
  #at: number;

  constructor(perSecond: number, clock: Clock) {
    this.#perSecond = perSecond;
    this.#clock = clock;
    this.#left = this.#most;
    this.#at = clock.now();
  }

  get #most(): number {
    return Math.max(1, this.#perSecond);
  }

  /** Resolves when it is the caller's turn. @returns `false` at once when that would take longer than `patience` milliseconds */
  async turn(patience: number): Promise<boolean> {
    const now = this.#clock.now();
    this.#left = Math.min(this.#most, this.#left + ((now - this.#at) * this.#perSecond) / 1000);
    this.#at = now;
    const delay = this.#left >= 1 ? 0 : ((1 - this.#left) * 1000) / this.#perSecond;
    if (delay > patience) return false;
    this.#left -= 1;
    if (delay > 0) await this.#clock.wait(delay);
    return true;
  }
}

/** Waits, unless it is over before. Nothing of it is left on the signal: whoever follows something waits thousands of times. */
export function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      signal.removeEventListener('abort', end);
      resolve();
    };
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', end);
    return void clock.wait(milliseconds).then(end, reject);
  });
}

/** Time, as the work with data sources knows it. */
export interface Clock {
  /** Milliseconds. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

/** The time of the world; who waits keeps no process alive. */
export const CLOCK: Clock = {
  now: Date.now,
  wait: (milliseconds) => wait(milliseconds, undefined, { ref: false }),
};
