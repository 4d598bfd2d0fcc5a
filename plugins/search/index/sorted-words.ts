/** Words in order, so that all that begin alike stand together. Added to and removed from freely; in order after `settle`. */
export class SortedWords {
  #words: string[] = [];
  #added: string[] = [];
  readonly #removed = new Set<string>();

  add(word: string): void {
    // One that was removed and not settled yet still stands in its place.
    if (!this.#removed.delete(word)) this.#added.push(word);
  }

  remove(word: string): void {
    this.#removed.add(word);
  }

  settle(): void {
    if (this.#added.length === 0 && this.#removed.size === 0) return;
    const added = this.#added.sort(inOrder);
    const words: string[] = [];
    let at = 0;
    for (const word of this.#words) {
      while (at < added.length && added[at]! < word) words.push(added[at++]!);
      words.push(word);
    }
    for (; at < added.length; at++) words.push(added[at]!);
    this.#words = this.#removed.size > 0 ? words.filter((word) => !this.#removed.has(word)) : words;
    this.#added = [];
    this.#removed.clear();
  }

  /** Those that begin with it. */
  *from(beginning: string): Generator<string> {
    let low = 0;
    let high = this.#words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#words[middle]! < beginning) low = middle + 1;
      else high = middle;
    }
    for (; low < this.#words.length && this.#words[low]!.startsWith(beginning); low++) yield this.#words[low]!;
  }
}

function inOrder(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
