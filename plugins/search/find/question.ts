/** What somebody asks for, taken apart: the whole of it as a name, and its words with what each may stand for. */
import { stem } from '../text/stem.ts';
import { stopWords, synonymsOf } from '../text/synonyms.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { compact, fold, stemMark, uncutWordsOf, wordsOf } from '../text/words.ts';

/** A token of a document that answers a word, and how well: 1 is the word itself. */
export type Qualities = ReadonlyMap<string, number>;

export interface AskedWord {
  word: string;
  /** How much it tells: a word that few documents have tells more. */
  value: number;
  /** The best first. */
  qualities: Map<string, number>;
}

export interface Question {
  /** As typed, folded. */
  raw: string;
  /** As one word. */
  whole: string;
  words: AskedWord[];
  /** Reference of an entity, when that is what was typed: `component:web`, `group:default/payments`. */
  ref?: string;
}

const mostWords = 10;
const wordQuality = {
  exact: 1,
  stem: 0.88,
  synonym: 0.62,
  synonymStem: 0.56,
  around: 0.5,
  oneMistake: 0.55,
  twoMistakes: 0.42,
};
const mostSpellings = 12;
const mostAround = 16;

/** @param documents how many there are */
export function questionOf(term: string, vocabulary: Vocabulary, documents: number): Question {
  const raw = fold(term).replaceAll(/\s+/g, ' ').trim();
  const ref = refOf(raw);
  const name = ref === undefined ? term : ref.slice(ref.indexOf('/') + 1);
  const all = [...new Set(wordsAsMeant(name, vocabulary))].slice(0, 3 * mostWords);
  const telling = all.filter((word) => !stopWords.has(word));
  const chosen = (telling.length ? telling : all).slice(0, mostWords);
  // What was asked for besides is no other word for it: one word of a document cannot answer two.
  const stems = new Set(chosen.map(stem));
  const words = chosen.map((word) => askedWord(word, stems, vocabulary, documents));
  return { raw, whole: compact(name), words, ...(ref !== undefined && { ref }) };
}

/**
 * Adds what a word may have been meant to be: words that are spelt nearly like it, and names that hold it inside.
 * @param isForced also for words that are known as they are
 * @returns whether there is any
 */
export function widen(question: Question, vocabulary: Vocabulary, documents: number, isForced: boolean): boolean {
  let isWider = false;
  const isOnly = question.words.length === 1;
  for (const asked of question.words) {
    const before = asked.qualities.size;
    const isKnown = vocabulary.uses(asked.word) > 0;
    if (isForced || isOnly || !isKnown)
      for (const word of vocabulary.around(asked.word, mostAround)) note(asked.qualities, word, wordQuality.around);
    if (isForced || !isKnown)
      for (const { word, mistakes } of vocabulary.spellings(asked.word, mostSpellings))
        note(asked.qualities, word, mistakes === 1 ? wordQuality.oneMistake : wordQuality.twoMistakes);
    if (asked.qualities.size > before) {
      isWider = true;
      asked.qualities = bestFirst(asked.qualities);
      asked.value = valueOf(asked, vocabulary, documents);
    }
  }
  return isWider;
}

/** `GitOps` is one word where somebody writes it as one, `webPlayerTeam` three where nobody does. */
function wordsAsMeant(name: string, vocabulary: Vocabulary): string[] {
  return name.split(/\s+/).flatMap((part) => {
    const uncut = uncutWordsOf(part);
    return uncut.every((word) => vocabulary.uses(word) > 0) ? uncut : wordsOf(part);
  });
}

function askedWord(word: string, asked: ReadonlySet<string>, vocabulary: Vocabulary, documents: number): AskedWord {
  const qualities = new Map<string, number>([[word, wordQuality.exact]]);
  note(qualities, stemMark + stem(word), wordQuality.stem);
  for (const synonym of synonymsOf(word, stem)) {
    if (asked.has(stem(synonym))) continue;
    note(qualities, synonym, wordQuality.synonym);
    note(qualities, stemMark + stem(synonym), wordQuality.synonymStem);
  }
  const one = { word, value: 0, qualities: bestFirst(qualities) };
  one.value = valueOf(one, vocabulary, documents);
  return one;
}

/** The rarer the word, the more; one that nobody knows is as rare as what it may stand for. */
function valueOf({ word, qualities }: AskedWord, vocabulary: Vocabulary, documents: number): number {
  const uses = vocabulary.uses(word) || Math.max(...[...qualities.keys()].map((other) => vocabulary.uses(other)));
  return Math.log(1 + (documents + 1) / (uses + 1));
}

function bestFirst(qualities: Qualities): Map<string, number> {
  return new Map([...qualities].sort((a, b) => b[1] - a[1]));
}

function note(qualities: Map<string, number>, token: string, quality: number): void {
  if ((qualities.get(token) ?? 0) < quality) qualities.set(token, quality);
}

function refOf(raw: string): string | undefined {
  const [, kind, namespace = 'default', name] = /^([a-z]\w*):(?:([\w.-]+)\/)?([\w.-]+)$/.exec(raw) ?? [];
  return kind === undefined ? undefined : `${kind}:${namespace}/${name}`;
}
