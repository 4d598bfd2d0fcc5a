import { stemMark } from '../text/words.ts';

interface Words {
  name_words: string;
  tag_words: string;
  text_words: string;
}

export interface WordCount {
  word: string;
  names: number;
  texts: number;
}

/** In how many more documents, or fewer, each word is than before. */
export class WordCounts {
  readonly #counts = new Map<string, WordCount>();

  add(words: Words): void {
    this.#count(words, 1);
  }

  remove(words: Words): void {
    this.#count(words, -1);
  }

  /** Those that changed. */
  list(): WordCount[] {
    return [...this.#counts.values()].filter(({ names, texts }) => names !== 0 || texts !== 0);
  }

  #count({ name_words, tag_words, text_words }: Words, step: number): void {
    const inNames = new Set(name_words.split(' '));
    for (const word of inNames) this.#note(word, 'names', step);
    for (const word of new Set([...tag_words.split(' '), ...text_words.split(' ')]))
      if (!inNames.has(word)) this.#note(word, 'texts', step);
  }

  #note(word: string, where: 'names' | 'texts', step: number): void {
    if (word === '' || word.startsWith(stemMark)) return;
    const known = this.#counts.get(word) ?? { word, names: 0, texts: 0 };
    known[where] += step;
    this.#counts.set(word, known);
  }
}
