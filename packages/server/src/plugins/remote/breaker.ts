/** What is asked of a service that fails: nothing for a while, then one thing to see whether it is back. */

export type Outcome = 'fine' | 'failed' | 'unknown';

export interface BreakerOptions {
  now(): number;
  /** Milliseconds that the service is left alone. */
  rest: number;
}

/** It opens when at least so many of the last calls failed, and half of them. */
const LEAST = 5;
const REMEMBERED = 20;

export class Breaker {
  readonly #options: BreakerOptions;
  #outcomes: boolean[] = [];
  #openedAt: number | undefined;
  #probing = false;

  constructor(options: BreakerOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#openedAt !== undefined;
  }

  /** @returns whether the service may be asked now; who may, says afterwards how it went */
  enter(): boolean {
    if (this.#openedAt === undefined) return true;
    if (this.#probing || this.#options.now() - this.#openedAt < this.#options.rest) return false;
    this.#probing = true;
    return true;
  }

  /** @param isProbe whether it was open when the caller was let in: the one that asks whether the service is back */
  leave(outcome: Outcome, isProbe: boolean): void {
    if (isProbe) this.#probing = false;
    if (outcome === 'unknown') return;
    if (this.#openedAt !== undefined) {
      // What was under way when it opened says nothing of how it fares now.
      if (!isProbe) return;
      this.#openedAt = outcome === 'fine' ? undefined : this.#options.now();
      this.#outcomes = [];
      return;
    }
    this.#outcomes.push(outcome === 'failed');
    if (this.#outcomes.length > REMEMBERED) this.#outcomes.shift();
    const failures = this.#outcomes.filter(Boolean).length;
    if (failures >= LEAST && failures * 2 >= this.#outcomes.length) this.#openedAt = this.#options.now();
  }
}

/** Further tries, as a share of what is asked: when everything fails, trying again would only add to it. */
export class RetryBudget {
  readonly #share: number;
  #left = 1;

  constructor(share: number) {
    this.#share = share;
    if (share === 0) this.#left = 0;
  }

  /** Something is asked for the first time. */
  earn(): void {
    this.#left = Math.min(10, this.#left + this.#share);
  }

  /** @returns whether it may be tried once more */
  spend(): boolean {
    // Tenths do not add up exactly.
    if (this.#left < 1 - 1e-9) return false;
    this.#left -= 1;
    return true;
  }
}
