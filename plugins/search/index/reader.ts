/** The index as this process reads it: words, who has them, and fields in memory; names and texts of documents in the database. */
import { setImmediate as breath } from 'node:timers/promises';
import type { PluginDatabase } from '@callboard/plugin/server';
import { Vocabulary } from '../text/vocabulary.ts';
import { isAmong } from './json-rows.ts';
import { Postings, type Alternatives, type Where, type Words } from './postings.ts';
import { Shelf, type ShelfRow } from './shelf.ts';
import { readState } from './state.ts';
import type { DocumentTable, SearchTables } from './tables.ts';

/** What a document is compared with a search by. */
export interface Compared extends Pick<DocumentTable, 'id' | 'record' | 'title' | 'names'> {
  nameWords: ReadonlySet<string>;
  tagWords: ReadonlySet<string>;
  textWords: ReadonlySet<string>;
}
export type HitRow = Pick<DocumentTable, 'id' | 'type' | 'fields' | 'body'>;

/** Documents that one look into the lists brings at most. */
export const mostFound = 20_000;
/** Rows that are taken over in one go, between two breaths. */
const batch = 250;
/** Documents whose words are kept at hand; what is asked for often is asked for of the same. */
const mostAtHand = 2000;
/** Terms whose answers are remembered while nothing changes: whoever pages and filters asks for the same one again. */
const mostRemembered = 32;

export class Reader {
  readonly shelf = new Shelf();
  readonly vocabulary = new Vocabulary();
  readonly #postings = new Postings(this.vocabulary);
  readonly #atHand = new Map<number, Compared>();
  readonly #remembered = new Map<string, unknown>();
  readonly #database: PluginDatabase<SearchTables>;
  #revision = 0;
  /** Rows taken over so far. */
  #taken = 0;
  #isReady = false;
  #refreshing: Promise<void> | undefined;

  constructor(database: PluginDatabase<SearchTables>) {
    this.#database = database;
  }

  /** Whether the index has been built once. As of the last refresh. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** Goes up with every change of the index. */
  get revision(): number {
    return this.#revision;
  }

  /** Takes over what has been written since. */
  async refresh(): Promise<void> {
    const { revision, signature } = await readState(this.#database.read);
    this.#isReady = signature !== '';
    if (revision <= this.#revision) return;
    this.#refreshing ??= this.#catchUp(revision).finally(() => {
      this.#refreshing = undefined;
    });
    await this.#refreshing;
  }

  /** Ids of documents that have one of the alternatives of every word, in their names only or anywhere. At most so many. */
  find(where: Where, words: readonly Alternatives[], most = mostFound): number[] {
    return this.#postings.find(where, words, most);
  }

  /** What `make` gives for a term, made once while the index stays as it is. */
  remember<T>(term: string, make: () => T): T {
    if (this.#remembered.has(term)) return this.#remembered.get(term) as T;
    const made = make();
    keep(this.#remembered, term, made, mostRemembered);
    return made;
  }

  /** What documents are compared with a search by. */
  async candidates(ids: readonly number[]): Promise<Compared[]> {
    const known = ids.map((id) => this.#atHand.get(id)).filter((row) => row !== undefined);
    if (known.length === ids.length) return known;
    const taken = this.#taken;
    const missing = ids.filter((id) => !this.#atHand.has(id));
    const read = await this.#database.read
      .selectFrom('document')
      .select(['id', 'record', 'title', 'names', 'name_words', 'tag_words', 'text_words'])
      .where(isAmong(this.#database.dialect, 'id', missing))
      .execute();
    const rows = read.map(compared);
    // What was read before a change came in must not outlive it.
    if (taken === this.#taken) for (const row of rows) keep(this.#atHand, row.id, row, mostAtHand);
    return [...known, ...rows];
  }

  /** What is shown of documents, in the order asked for; those that are gone by now are left out. */
  async hits(ids: readonly number[]): Promise<HitRow[]> {
    if (!ids.length) return [];
    const rows = await this.#database.read
      .selectFrom('document')
      .select(['id', 'type', 'fields', 'body'])
      .where(isAmong(this.#database.dialect, 'id', ids))
      .where('gone', '=', 0)
      .execute();
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id)).filter((row) => row !== undefined);
  }

  async #catchUp(revision: number): Promise<void> {
    const { read } = this.#database;
    for (let last = 0; ;) {
      const rows = await read
        .selectFrom('document')
        .select(['id', 'type', 'gone', 'weight', 'fields', 'name_words', 'tag_words', 'text_words'])
        .where('revision', '>', this.#revision)
        .where('id', '>', last)
        .orderBy('id')
        .limit(batch)
        .execute();
      for (const row of rows) this.#take(row);
      if (rows.length < batch) break;
      last = rows.at(-1)!.id;
      await breath();
    }
    this.#postings.settle();
    this.#remembered.clear();
    this.#revision = revision;
  }

  #take(row: ShelfRow & Words): void {
    this.#taken++;
    this.shelf.put(row);
    this.#atHand.delete(row.id);
    if (row.gone) this.#postings.remove(row.id);
    else this.#postings.put(row.id, row);
  }
}

function compared(row: Pick<DocumentTable, 'id' | 'record' | 'title' | 'names' | keyof Words>): Compared {
  const { id, record, title, names } = row;
  const [nameWords, tagWords, textWords] = [row.name_words, row.tag_words, row.text_words].map(
    (words) => new Set(words.split(' ')),
  ) as [Set<string>, Set<string>, Set<string>];
  return { id, record, title, names, nameWords, tagWords, textWords };
}

/** Adds to a map that holds so many at most; the oldest go. */
function keep<K, V>(map: Map<K, V>, key: K, value: V, most: number): void {
  for (const oldest of map.keys()) {
    if (map.size < most) break;
    map.delete(oldest);
  }
  map.set(key, value);
}
