/** The words that there are, in memory: what a word that somebody typed may have been meant to be. */
import { distance, lettersApart, lettersOf, mistakesFor } from './distance.ts';

/** How many documents have a word in a name, and how many elsewhere. */
interface Uses {
  names: number;
  texts: number;
}

export interface Spelling {
  word: string;
  mistakes: number;
}

/** Words of one length, in the shape that is quick to go through. */
class SameLength {
  readonly words: string[] = [];
  readonly letters: number[] = [];

  add(word: string): void {
    this.words.push(word);
    this.letters.push(lettersOf(word));
  }

  remove(word: string): void {
    const at = this.words.indexOf(word);
    const last = this.words.length - 1;
    this.words[at] = this.words[last]!;
    this.letters[at] = this.letters[last]!;
    this.words.length = last;
    this.letters.length = last;
  }
}

/** A word this short is no mistake for another: `teh` does not mean `e`. */
const shortest = 3;

export class Vocabulary {
  readonly #uses = new Map<string, Uses>();
  readonly #byLength: SameLength[] = [];

  set(word: string, names: number, texts: number): void {
    const isThere = names > 0 || texts > 0;
    const known = this.#uses.get(word);
    if (known && isThere) {
      known.names = names;
      known.texts = texts;
      return;
    }
    if (isThere === (known !== undefined)) return;
    if (isThere) this.#uses.set(word, { names, texts });
    else this.#uses.delete(word);
    const same = (this.#byLength[word.length] ??= new SameLength());
    if (isThere) same.add(word);
    else same.remove(word);
  }

  /** How many documents have the word somewhere. */
  uses(word: string): number {
    const known = this.#uses.get(word);
    return known ? known.names + known.texts : 0;
  }

  get size(): number {
    return this.#uses.size;
  }

  /** Words that are spelt nearly like it, the nearest and most used first. @param most mistakes that it may have */
  spellings(word: string, limit: number, most = mistakesFor(word)): Spelling[] {
    if (most === 0) return [];
    const own = lettersOf(word);
    const found: (Spelling & { uses: number })[] = [];
    for (let length = Math.max(shortest, word.length - most); length <= word.length + most; length++) {
      const { words = [], letters = [] } = this.#byLength[length] ?? {};
      for (let at = 0; at < words.length; at++) {
        const candidate = words[at]!;
        if (lettersApart(own, letters[at]!) > 2 * most || candidate === word) continue;
        const mistakes = distance(word, candidate, most);
        if (mistakes <= most) found.push({ word: candidate, mistakes, uses: this.#weight(candidate) });
      }
    }
    found.sort((a, b) => a.mistakes - b.mistakes || b.uses - a.uses || (a.word < b.word ? -1 : 1));
    return found.slice(0, limit).map(({ word: spelt, mistakes }) => ({ word: spelt, mistakes }));
  }

  /** Words of names that hold it further in than at their beginning, the most used first. */
  around(part: string, limit: number): string[] {
    if (part.length < shortest) return [];
    const own = lettersOf(part);
    const found: { word: string; names: number }[] = [];
    for (let length = part.length + 1; length < this.#byLength.length; length++) {
      const { words = [], letters = [] } = this.#byLength[length] ?? {};
      for (let at = 0; at < words.length; at++) {
        if ((letters[at]! & own) !== own || words[at]!.indexOf(part) <= 0) continue;
        const names = this.#uses.get(words[at]!)?.names ?? 0;
        if (names > 0) found.push({ word: words[at]!, names });
      }
    }
    found.sort((a, b) => b.names - a.names || a.word.length - b.word.length || (a.word < b.word ? -1 : 1));
    return found.slice(0, limit).map(({ word }) => word);
  }

  #weight(word: string): number {
    const { names, texts } = this.#uses.get(word) ?? { names: 0, texts: 0 };
    return names * 2 + texts;
  }
}
