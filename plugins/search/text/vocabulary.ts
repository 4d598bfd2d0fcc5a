/** The words that there are, in memory: what a word that somebody typed may have been meant to be. */
import { distance, lettersApart, lettersOf, mistakesFor } from './distance.ts';

interface Known {
  letters: number;
  /** How many documents have it in a name, and how many elsewhere. */
  names: number;
  texts: number;
}

export interface Spelling {
  word: string;
  mistakes: number;
}

export class Vocabulary {
  readonly #words = new Map<string, Known>();

  set(word: string, names: number, texts: number): void {
    if (names <= 0 && texts <= 0) this.#words.delete(word);
    else this.#words.set(word, { letters: lettersOf(word), names, texts });
  }

  /** How many documents have the word somewhere. */
  uses(word: string): number {
    const known = this.#words.get(word);
    return known ? known.names + known.texts : 0;
  }

  get size(): number {
    return this.#words.size;
  }

  /** Words that are spelt nearly like it, the nearest and most used first. @param most mistakes that it may have */
  spellings(word: string, limit: number, most = mistakesFor(word)): Spelling[] {
    if (most === 0) return [];
    const letters = lettersOf(word);
    const found: (Spelling & { uses: number })[] = [];
    for (const [candidate, known] of this.#words) {
      const longer = candidate.length - word.length;
      if (longer > most || longer < -most || lettersApart(letters, known.letters) > 2 * most) continue;
      // A short word that is meant is not much shorter: `teh` is no mistake for `e`.
      if (candidate.length < 3 || candidate === word) continue;
      const mistakes = distance(word, candidate, most);
      if (mistakes <= most) found.push({ word: candidate, mistakes, uses: known.names * 2 + known.texts });
    }
    found.sort((a, b) => a.mistakes - b.mistakes || b.uses - a.uses || (a.word < b.word ? -1 : 1));
    return found.slice(0, limit).map(({ word: spelt, mistakes }) => ({ word: spelt, mistakes }));
  }

  /** Words of names that hold it further in than at their beginning, the most used first. */
  around(part: string, limit: number): string[] {
    if (part.length < 3) return [];
    const letters = lettersOf(part);
    const found: { word: string; names: number }[] = [];
    for (const [word, { letters: own, names }] of this.#words)
      if (names > 0 && (own & letters) === letters && word.indexOf(part) > 0) found.push({ word, names });
    found.sort((a, b) => b.names - a.names || a.word.length - b.word.length || (a.word < b.word ? -1 : 1));
    return found.slice(0, limit).map(({ word }) => word);
  }
}
