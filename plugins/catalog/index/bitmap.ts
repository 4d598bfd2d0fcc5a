/** A set of small whole numbers, 32 to a word. Operations give a new set; `add` and `delete` change this one. */
export class Bitmap {
  #words: Uint32Array<ArrayBuffer>;

  constructor(capacity = 0) {
    this.#words = new Uint32Array((capacity + 31) >>> 5);
  }

  has(member: number): boolean {
    const word = this.#words[member >>> 5];
    return word !== undefined && (word & (1 << (member & 31))) !== 0;
  }

  add(member: number): void {
    const at = member >>> 5;
    if (at >= this.#words.length) this.#grow(at + 1);
    this.#words[at]! |= 1 << (member & 31);
  }

  delete(member: number): void {
    const at = member >>> 5;
    if (at < this.#words.length) this.#words[at]! &= ~(1 << (member & 31));
  }

  set(member: number, isMember: boolean): void {
    if (isMember) this.add(member);
    else this.delete(member);
  }

  and(other: Bitmap): Bitmap {
    const result = new Bitmap();
    const length = Math.min(this.#words.length, other.#words.length);
    const words = this.#words.slice(0, length);
    for (let at = 0; at < length; at++) words[at]! &= other.#words[at]!;
    result.#words = words;
    return result;
  }

  or(other: Bitmap): Bitmap {
    const [longer, shorter] = this.#words.length >= other.#words.length ? [this, other] : [other, this];
    const result = new Bitmap();
    const words = longer.#words.slice();
    for (let at = 0; at < shorter.#words.length; at++) words[at]! |= shorter.#words[at]!;
    result.#words = words;
    return result;
  }

  without(other: Bitmap): Bitmap {
    const result = new Bitmap();
    const words = this.#words.slice();
    const length = Math.min(words.length, other.#words.length);
    for (let at = 0; at < length; at++) words[at]! &= ~other.#words[at]!;
    result.#words = words;
    return result;
  }

  count(): number {
    let total = 0;
    for (let word of this.#words) {
      word -= (word >>> 1) & 0x55555555;
      word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
      total += (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
    }
    return total;
  }

  /** Calls `visit` with every member, ascending. */
  forEach(visit: (member: number) => void): void {
    for (let at = 0; at < this.#words.length; at++) {
      let word = this.#words[at]!;
      while (word !== 0) {
        const lowest = word & -word;
        visit((at << 5) + 31 - Math.clz32(lowest));
        word ^= lowest;
      }
    }
  }

  members(): number[] {
    const members: number[] = [];
    this.forEach((member) => members.push(member));
    return members;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.#words.byteLength;
  }

  #grow(words: number): void {
    const grown = new Uint32Array(Math.max(words, this.#words.length * 2));
    grown.set(this.#words);
    this.#words = grown;
  }
}
