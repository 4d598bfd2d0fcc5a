/** Which documents come into question: bounded looks into the lists of words, from the narrowest to the widest. */
import type { Alternatives } from '../index/postings.ts';
import type { Reader } from '../index/reader.ts';
import { stemMark } from '../text/words.ts';
import { widen, type AskedWord, type Question } from './question.ts';

export interface Retrieved {
  /** The likeliest first. */
  ids: number[];
  /** Whether there may be more than was looked at. */
  isBounded: boolean;
}

/** With fewer than so many answers, words are also looked for inside of others and with mistakes. */
const enough = 30;
/** With fewer than so many, documents that have only some of the words are answers too. */
const few = 8;
/** What the words of such a document must be worth, as a share of the best. */
const leastShare = 0.45;
/** Documents that are looked at for one such word. */
const mostOfOneWord = 2000;

/** Ids of what answers the question at all. */
export function retrieve(question: Question, reader: Reader, mostFound: number): Retrieved {
  const found = new Set<number>();
  let isBounded = false;
  const add = (ids: readonly number[]) => {
    isBounded ||= ids.length >= mostFound;
    for (const id of byWeight(ids, reader)) found.add(id);
  };
  const { words, whole } = question;
  const documents = reader.shelf.count;
  if (!words.length) return { ids: [], isBounded };
  const asWhole = words.length > 1 || words[0]!.word !== whole;
  const asked = words.map(alternatives);
  if (asWhole) add(reader.find('names', [[{ word: whole, isPrefix: true }]]));
  add(reader.find('names', asked));
  add(reader.find('anywhere', asked));
  // Who typed a name in full wants that one.
  if (words.length > 1 && reader.vocabulary.uses(whole) > 0 && found.size > 0) return { ids: [...found], isBounded };
  // First words that nobody knows; where that does not help, every word may be a mistake.
  for (const isForced of [false, true]) {
    if (found.size >= (isForced ? 1 : enough)) break;
    if (!widen(question, reader.vocabulary, documents, isForced)) continue;
    add(reader.find('names', words.map(alternatives)));
    add(reader.find('anywhere', words.map(alternatives)));
  }
  if (found.size === 0) add(misspelt(question, reader));
  if (found.size < few && words.length > 1) add(withSomeOf(words, reader));
  return { ids: [...found], isBounded };
}

/** Names that, as one word, are nearly the whole question: `playbakgateway`. */
function misspelt({ whole, words }: Question, reader: Reader): number[] {
  if (words.length === 1) return [];
  const near = reader.vocabulary.spellings(whole, few);
  return near.length ? reader.find('names', [near]) : [];
}

/** Documents whose words are worth nearly as much as those of the best, the best first. */
function withSomeOf(words: readonly AskedWord[], reader: Reader): number[] {
  const worth = new Map<number, number>();
  for (const asked of words)
    for (const id of reader.find('anywhere', [alternatives(asked)], mostOfOneWord))
      worth.set(id, (worth.get(id) ?? 0) + asked.value);
  let best = 0;
  for (const value of worth.values()) best = Math.max(best, value);
  return [...worth]
    .filter(([, value]) => value >= best * leastShare)
    .sort((a, b) => b[1] - a[1] || reader.shelf.weight(b[0]) - reader.shelf.weight(a[0]) || a[0] - b[0])
    .map(([id]) => id);
}

function alternatives({ word, qualities }: AskedWord): Alternatives {
  return [...qualities.keys()].map((token) =>
    token.startsWith(stemMark)
      ? { word: token.slice(stemMark.length), isStem: true }
      : { word: token, isPrefix: token === word },
  );
}

function byWeight(ids: readonly number[], { shelf }: Reader): number[] {
  return [...ids].sort((a, b) => shelf.weight(b) - shelf.weight(a) || a - b);
}
