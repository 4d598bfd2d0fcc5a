/** How many mistakes a word may have and still be recognised. */
export function mistakesFor(word: string): number {
  if (word.length >= 8) return 2;
  return word.length >= 4 ? 1 : 0;
}

/** Letters that a word has, as bits: two words whose bits differ much need no closer look. */
export function lettersOf(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) % 32);
  return bits;
}

/** Number of letters in which two sets differ. */
export function lettersApart(one: number, other: number): number {
  let bits = one ^ other;
  let count = 0;
  for (; bits !== 0; bits &= bits - 1) count++;
  return count;
}

/**
 * Letters to insert, leave out, replace, or exchange with their neighbour to come from one word to the other.
 * @returns `most + 1` when it takes more than `most`
 */
export function distance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    let best = row;
    for (let at = 1; at <= other.length; at++) {
      const same = one.charCodeAt(row - 1) === other.charCodeAt(at - 1);
      let least = Math.min(last[at]! + 1, line[at - 1]! + 1, last[at - 1]! + (same ? 0 : 1));
      const crossed =
        row > 1 &&
        at > 1 &&
        one.charCodeAt(row - 1) === other.charCodeAt(at - 2) &&
        one.charCodeAt(row - 2) === other.charCodeAt(at - 1);
      if (crossed) least = Math.min(least, beforeLast[at - 2]! + 1);
      line.push(least);
      best = Math.min(best, least);
    }
    if (best > most) return most + 1;
    beforeLast = last;
    last = line;
  }
  return Math.min(last[other.length]!, most + 1);
}
