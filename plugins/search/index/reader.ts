/** The index as this process reads it: the words that there are and the fields of documents in memory, the lists of who has which word in the database. */
import { setImmediate as breath } from 'node:timers/promises';
import { sql, type PluginDatabase } from '@callboard/plugin/server';
import { stemMark } from '../text/words.ts';
import { Vocabulary } from '../text/vocabulary.ts';
import { isAmong } from './json-rows.ts';
import { Shelf } from './shelf.ts';
import { readState } from './state.ts';
import type { DocumentTable, SearchTables } from './tables.ts';

/** What one word of a search may be in a document: any of these. */
export type Alternatives = readonly { word: string; isPrefix?: boolean; isStem?: boolean }[];

export type CandidateRow = Pick<
  DocumentTable,
  'id' | 'record' | 'title' | 'names' | 'name_words' | 'tag_words' | 'text_words'
>;
export type HitRow = Pick<DocumentTable, 'id' | 'type' | 'fields' | 'body'>;

/** Documents that one look into the lists brings at most. */
export const mostFound = 20_000;
/** Rows that are taken over in one go, between two breaths. */
const batch = 1000;

export class Reader {
  readonly shelf = new Shelf();
  readonly vocabulary = new Vocabulary();
  readonly #database: PluginDatabase<SearchTables>;
  #revision = 0;
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
  async find(where: 'names' | 'anywhere', words: readonly Alternatives[], most = mostFound): Promise<number[]> {
    const query = words.map((word) => this.#anyOf(word)).join(this.#database.dialect === 'sqlite' ? ' AND ' : ' & ');
    const { rows } =
      this.#database.dialect === 'sqlite'
        ? await sql<{ ids: string | null }>`SELECT group_concat(rowid) AS ids FROM (
            SELECT rowid FROM words WHERE words MATCH ${where === 'names' ? `{name_words} : (${query})` : query} LIMIT ${sql.raw(String(most))}
          )`.execute(this.#database.read)
        : await sql<{ ids: string | null }>`SELECT string_agg(id::text, ',') AS ids FROM (
            SELECT id FROM document WHERE ${sql.raw(where === 'names' ? 'name_vector' : 'vector')} @@ ${query}::tsquery
            LIMIT ${sql.raw(String(most))}
          ) AS found`.execute(this.#database.read);
    const ids = rows[0]?.ids;
    if (!ids) return [];
    return ids
      .split(',')
      .map(Number)
      .filter((id) => this.shelf.has(id));
  }

  /** What documents are compared with a search by. */
  async candidates(ids: readonly number[]): Promise<CandidateRow[]> {
    if (!ids.length) return [];
    return this.#database.read
      .selectFrom('document')
      .select(['id', 'record', 'title', 'names', 'name_words', 'tag_words', 'text_words'])
      .where(isAmong(this.#database.dialect, 'id', ids))
      .execute();
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

  /** Words are letters and digits, and quoted all the same. */
  #anyOf(alternatives: Alternatives): string {
    const isSqlite = this.#database.dialect === 'sqlite';
    const terms = alternatives.map(({ word, isPrefix, isStem }) => {
      const text = (isStem ? stemMark : '') + word;
      if (isSqlite) return isPrefix ? `"${text}"*` : `"${text}"`;
      return isPrefix ? `'${text}':*` : `'${text}'`;
    });
    return `(${terms.join(isSqlite ? ' OR ' : ' | ')})`;
  }

  async #catchUp(revision: number): Promise<void> {
    const { read } = this.#database;
    for (let last = 0; ;) {
      const rows = await read
        .selectFrom('document')
        .select(['id', 'type', 'gone', 'weight', 'fields'])
        .where('revision', '>', this.#revision)
        .where('id', '>', last)
        .orderBy('id')
        .limit(batch)
        .execute();
      for (const row of rows) this.shelf.put(row);
      if (rows.length < batch) break;
      last = rows.at(-1)!.id;
      await breath();
    }
    for (let last = ''; ;) {
      const rows = await read
        .selectFrom('word')
        .select(['word', 'names', 'texts'])
        .where('revision', '>', this.#revision)
        .where('word', '>', last)
        .orderBy('word')
        .limit(batch)
        .execute();
      for (const { word, names, texts } of rows) this.vocabulary.set(word, names, texts);
      if (rows.length < batch) break;
      last = rows.at(-1)!.word;
      await breath();
    }
    this.#revision = revision;
  }
}
