/** Answers of one data source that are kept: while they are good, and after that for when the source is down. */
import type { DataFailure } from './data-failure.ts';

export interface KeptAnswer {
  /** JSON text of the last good answer. */
  text?: string;
  /** When that was. */
  at: number;
  /** Why there is no newer one, and when that was found. */
  failure?: { error: DataFailure; at: number };
}

const MOST = 2000;
const MOST_CHARACTERS = 20_000_000;

export class Answers {
  readonly #kept = new Map<string, KeptAnswer>();
  #characters = 0;

  get(key: string): KeptAnswer | undefined {
    const answer = this.#kept.get(key);
    if (!answer) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, answer);
    return answer;
  }

  keep(key: string, answer: KeptAnswer): void {
    this.#forget(key);
    this.#kept.set(key, answer);
    this.#characters += answer.text?.length ?? 0;
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST && this.#characters <= MOST_CHARACTERS) return;
      this.#forget(oldest);
    }
  }

  /** The good answers that were used last, as many as may be kept elsewhere; the newest use first. */
  latest(most: number, characters: number): [key: string, text: string, at: number][] {
    const found: [string, string, number][] = [];
    let left = characters;
    for (const [key, { text, at }] of [...this.#kept].reverse()) {
      if (text === undefined || text.length > left) continue;
      left -= text.length;
      if (found.push([key, text, at]) >= most) break;
    }
    return found;
  }

  #forget(key: string): void {
    this.#characters -= this.#kept.get(key)?.text?.length ?? 0;
    this.#kept.delete(key);
  }
}
