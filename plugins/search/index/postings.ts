/** Which documents have which word, in memory: for every word the list of those that have it in a name, and of those that have it elsewhere. */
import { stemMark } from '../text/words.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { SortedWords } from './sorted-words.ts';

/** What one word of a search may be in a document: any of these. */
export type Alternatives = readonly { word: string; isPrefix?: boolean; isStem?: boolean }[];

export type Where = 'names' | 'anywhere';

/** Words with a space between; those of names are in no other list. */
export interface Words {
  name_words: string;
  tag_words: string;
  text_words: string;
}

/**
 * Lists hold places, not documents: a document that changes leaves its place and takes a new one at the end, so that lists only grow at
 * their ends and are in order by themselves. Places that were left are taken out of the lists when they are many.
 */
interface Lists {
  names: number[];
  others: number[];
}

/** Of whoever has no list. Never added to. */
const none: number[] = [];

const emptyPlace = -1;
/** With more left places than this and than an eighth of all, the lists are cleaned. */
const mostLeft = 16;
/** After more documents than this, the room that lists were given for growing is taken back. */
const many = 1000;

export class Postings {
  readonly #vocabulary: Vocabulary;
  readonly #lists = new Map<string, Lists>();
  readonly #sorted = new SortedWords();
  /** The document at each place. */
  readonly #documents: number[] = [];
  readonly #placeOf = new Map<number, number>();
  #left = 0;
  #sinceSettled = 0;
  /** How many words of a search each place has answered so far. */
  #answered = new Uint8Array(1024);

  /** @param vocabulary is kept up with the words that there are */
  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  put(document: number, { name_words, tag_words, text_words }: Words): void {
    this.#leave(document);
    this.#sinceSettled++;
    const place = this.#documents.push(document) - 1;
    this.#placeOf.set(document, place);
    const inNames = new Set(name_words.split(' '));
    for (const word of inNames) this.#note(word, 'names', place);
    for (const word of new Set([...tag_words.split(' '), ...text_words.split(' ')]))
      if (!inNames.has(word)) this.#note(word, 'others', place);
  }

  remove(document: number): void {
    this.#leave(document);
    this.#placeOf.delete(document);
  }

  /** Whatever was put and removed since is settled: to be called after some of it, before the next search. */
  settle(): void {
    if (this.#left > mostLeft && this.#left > this.#documents.length / 8) this.#clean();
    else if (this.#sinceSettled > many) this.#trim();
    this.#sinceSettled = 0;
    this.#sorted.settle();
  }

  /** Documents that have one of the alternatives of every word, at most so many. */
  find(where: Where, words: readonly Alternatives[], most: number): number[] {
    if (this.#answered.length < this.#documents.length) this.#answered = new Uint8Array(this.#documents.length * 2);
    const answered = this.#answered;
    answered.fill(0, 0, this.#documents.length);
    let found: number[] = [];
    for (const [at, alternatives] of words.entries()) {
      const answering: number[] = [];
      for (const { names, others } of this.#listsOf(alternatives)) {
        take(names, at);
        if (where === 'anywhere') take(others, at);
      }
      found = answering;

      function take(list: readonly number[], step: number): void {
        for (let index = 0; index < list.length; index++) {
          const place = list[index]!;
          if (answered[place] !== step) continue;
          answered[place] = step + 1;
          answering.push(place);
        }
      }
    }
    const documents: number[] = [];
    for (const place of found) {
      const document = this.#documents[place]!;
      if (document === emptyPlace) continue;
      documents.push(document);
      if (documents.length >= most) break;
    }
    return documents;
  }

  #listsOf(alternatives: Alternatives): Lists[] {
    const words = new Set<string>();
    for (const { word, isPrefix, isStem } of alternatives)
      if (isPrefix) for (const one of this.#sorted.from(word)) words.add(one);
      else words.add(isStem ? stemMark + word : word);
    return [...words].map((word) => this.#lists.get(word)).filter((lists) => lists !== undefined);
  }

  #note(word: string, where: 'names' | 'others', place: number): void {
    if (word === '') return;
    let lists = this.#lists.get(word);
    if (!lists) {
      lists = { names: none, others: none };
      this.#lists.set(word, lists);
      if (!word.startsWith(stemMark)) this.#sorted.add(word);
    }
    // An empty list would be given room for seventeen at the first addition, and most words have one document.
    if (lists[where] === none) lists[where] = [place];
    else lists[where].push(place);
    if (!word.startsWith(stemMark)) this.#vocabulary.set(word, lists.names.length, lists.others.length);
  }

  #leave(document: number): void {
    const place = this.#placeOf.get(document);
    if (place === undefined) return;
    this.#documents[place] = emptyPlace;
    this.#left++;
  }

  #trim(): void {
    for (const lists of this.#lists.values()) {
      if (lists.names.length > 1) lists.names = lists.names.slice();
      if (lists.others.length > 1) lists.others = lists.others.slice();
    }
  }

  /** Moves all documents together, and takes what nobody has any more out of the lists. */
  #clean(): void {
    const moved: number[] = [];
    let next = 0;
    for (const document of this.#documents) {
      moved.push(document === emptyPlace ? emptyPlace : next);
      if (document === emptyPlace) continue;
      this.#documents[next] = document;
      this.#placeOf.set(document, next);
      next++;
    }
    this.#documents.length = next;
    this.#left = 0;
    for (const [word, lists] of this.#lists) {
      lists.names = kept(lists.names, moved);
      lists.others = kept(lists.others, moved);
      if (!word.startsWith(stemMark)) this.#vocabulary.set(word, lists.names.length, lists.others.length);
      if (lists.names.length > 0 || lists.others.length > 0) continue;
      this.#lists.delete(word);
      this.#sorted.remove(word);
    }
  }
}

function kept(list: number[], moved: readonly number[]): number[] {
  if (list === none) return none;
  const places: number[] = [];
  for (const place of list) if (moved[place] !== emptyPlace) places.push(moved[place]!);
  return places.length > 0 ? places : none;
}
