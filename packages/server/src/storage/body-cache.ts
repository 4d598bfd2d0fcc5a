/** Bytes (UTF-16 units, roughly) of record bodies kept in memory. */
const CAPACITY = 4_000_000;

/** The bodies read last, bounded by size. */
export class BodyCache {
  readonly #bodies = new Map<string, string>();
  #size = 0;

  get(hash: string): string | undefined {
    const text = this.#bodies.get(hash);
    if (text === undefined) return undefined;
    // To the young end: a Map keeps the order of insertion.
    this.#bodies.delete(hash);
    this.#bodies.set(hash, text);
    return text;
  }

  set(hash: string, text: string): void {
    if (this.#bodies.has(hash) || text.length > CAPACITY / 8) return;
    this.#bodies.set(hash, text);
    this.#size += text.length;
    for (const [oldest, old] of this.#bodies) {
      if (this.#size <= CAPACITY) break;
      this.#bodies.delete(oldest);
      this.#size -= old.length;
    }
  }
}
