/** How well a document answers a question. Plain arithmetic over what is stored of it, the same on every database. */
import { distance, mistakesFor } from '../text/distance.ts';
import { stem } from '../text/stem.ts';
import { compactFolded, foldedWords } from '../text/words.ts';
import type { Compared } from '../index/reader.ts';
import type { AskedWord, Qualities, Question } from './question.ts';

/** A document as it is compared, with what its plugin says it weighs, from -1 to 1. */
export type Candidate = Omit<Compared, 'id'> & { weight: number };

/** What a match of the whole question with a name is worth. A match of words is never worth more than 1. */
const nameWorth = {
  asTyped: 12,
  asTypedFurther: 10,
  sameName: 9,
  sameFurtherName: 7,
  sameWords: 5,
  beginsWithWords: 2.4,
  begins: 1.7,
  beginsFurther: 1.1,
  inside: 0.8,
  misspelt: 1.1,
};
const fieldWorth = { name: 1, tag: 0.6, text: 0.55 };
/** Words that stand in one place mean more than words from here and there. */
const togetherWorth = 0.25;
const weightWorth = 0.09;
const partMatch = { least: 0.55, length: 0.35 };

export function score(question: Question, candidate: Candidate): number {
  return nameScore(question, candidate) + wordScore(question.words, candidate) + candidate.weight * weightWorth;
}

/** The question against each name as a whole; the best counts. */
function nameScore(question: Question, { names, record }: Candidate): number {
  if (question.ref !== undefined && question.ref === record) return nameWorth.asTyped + 1;
  let best = 0;
  const lines = names.split('\n');
  for (let at = 0; at < lines.length; at++) best = Math.max(best, oneName(question, lines[at]!, at < 2));
  return best;
}

function oneName({ raw, whole, words }: Question, name: string, isFirst: boolean): number {
  // Who types `#billing` or an address means the channel or the person, whatever else has the word for a name.
  if (name === raw) return isFirst || /[#@]/.test(raw) ? nameWorth.asTyped : nameWorth.asTypedFurther;
  if (whole === '') return 0;
  const own = compactFolded(name);
  if (own === whole) return isFirst ? nameWorth.sameName : nameWorth.sameFurtherName;
  if (own.startsWith(whole)) {
    if (!isFirst) return nameWorth.beginsFurther;
    const share = whole.length / own.length;
    return share * 0.2 + (beginsWithWords(words, name) ? nameWorth.beginsWithWords : nameWorth.begins);
  }
  if (words.length > 0 && isFirst && hasSameWords(words, name)) return nameWorth.sameWords;
  if (whole.length >= 3 && own.includes(whole)) return nameWorth.inside;
  const most = mistakesFor(whole);
  const mistakes = most > 0 && whole.length > 3 ? distance(whole, own, most) : most + 1;
  return mistakes <= most ? nameWorth.misspelt - mistakes * 0.15 : 0;
}

function beginsWithWords(words: readonly AskedWord[], name: string): boolean {
  const own = foldedWords(name);
  return words.every(({ word }, at) => own[at] === word);
}

/** In whatever order, singular or plural. */
function hasSameWords(words: readonly AskedWord[], name: string): boolean {
  const own = foldedWords(name);
  if (own.length !== words.length) return false;
  const stems = own.map(stem).sort();
  return words
    .map(({ word }) => stem(word))
    .sort()
    .every((asked, at) => asked === stems[at]);
}

/** From 0 to little more than 1: each word by the best place where it is found and by how much it tells, and whether one place says it all. */
function wordScore(words: readonly AskedWord[], candidate: Candidate): number {
  if (!words.length) return 0;
  const fields = [
    [candidate.nameWords, fieldWorth.name],
    [candidate.tagWords, fieldWorth.tag],
    [candidate.textWords, fieldWorth.text],
  ] as const;
  const inField = [0, 0, 0];
  let total = 0;
  let reached = 0;
  for (const { word, value, qualities } of words) {
    total += value;
    let best = 0;
    for (const [at, [tokens, worth]] of fields.entries()) {
      const quality = bestQuality(tokens, word, qualities);
      if (quality > 0) inField[at]! += value * quality;
      best = Math.max(best, worth * quality);
    }
    reached += value * best;
  }
  const together = words.length > 1 ? Math.max(...inField) / total : 0;
  return reached / total + together * togetherWorth;
}

function bestQuality(words: ReadonlySet<string>, word: string, qualities: Qualities): number {
  let best = 0;
  for (const [token, quality] of qualities)
    if (words.has(token)) {
      best = quality;
      break;
    }
  if (best >= partMatch.least + partMatch.length) return best;
  for (const own of words)
    if (own.startsWith(word)) return Math.max(best, partMatch.least + (partMatch.length * word.length) / own.length);
  return best;
}
