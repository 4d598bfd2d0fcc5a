/** Chance that comes out the same each time: numbers from a seed and a name, so that one entity's do not depend on another's. */
export interface Dice {
  /** A whole number from 0 to below `sides`. */
  roll(sides: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** Up to `most` different ones. */
  some<Item>(items: readonly Item[], most: number): Item[];
}

export function diceFor(name: string): Dice {
  let state = 0;
  for (const character of name) state = (Math.imul(state, 31) + character.codePointAt(0)!) | 0;
  function roll(sides: number): number {
    // xorshift, after Marsaglia; a state of zero would stay there.
    state ||= 0x9e3779b9;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (Math.imul(state, 0x2545f491) >>> 0) % sides;
  }
  // Names that differ in one character alone begin far apart all the same.
  state = Math.imul(state ^ (state >>> 16), 0x45d9f3b);
  state ^= state >>> 15;
  for (let warm = 0; warm < 8; warm++) roll(2);
  function pick<Item>(items: readonly Item[]): Item {
    return items[roll(items.length)]!;
  }
  return { roll, pick, some: (items, most) => [...new Set(Array.from({ length: roll(most + 1) }, () => pick(items)))] };
}
