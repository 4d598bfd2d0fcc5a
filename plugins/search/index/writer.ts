/** Brings what is stored of some records to what they say now, in one transaction. Only one replica writes. */
import { sql, type PluginDatabase, type Transaction } from '@callboard/plugin/server';
import type { DocumentContent } from './documents.ts';
import { isAmong, jsonRows, type ColumnTypes } from './json-rows.ts';
import { readState, writeState } from './state.ts';
import type { SearchTables } from './tables.ts';

const columns = {
  id: 'INTEGER',
  type: 'TEXT',
  record_type: 'TEXT',
  record: 'TEXT',
  part: 'TEXT',
  hash: 'TEXT',
  revision: 'BIGINT',
  gone: 'INTEGER',
  weight: 'DOUBLE PRECISION',
  title: 'TEXT',
  names: 'TEXT',
  name_words: 'TEXT',
  tag_words: 'TEXT',
  text_words: 'TEXT',
  fields: 'TEXT',
  body: 'TEXT',
} as const satisfies ColumnTypes;

const columnNames = Object.keys(columns);

/** The records of a type that were looked at, and all that is to be found of them. */
export interface Replacement {
  recordType: string;
  keys: readonly string[];
  contents: readonly DocumentContent[];
}

type Known = Pick<DocumentContent, 'type' | 'record' | 'part' | 'hash'> & { id: number };

export class Writer {
  readonly #database: PluginDatabase<SearchTables>;

  constructor(database: PluginDatabase<SearchTables>) {
    this.#database = database;
  }

  /**
   * @param cursor number of the change that is handled with it
   * @returns how many documents were written; where none had to be, nothing is
   */
  async replace(replacements: readonly Replacement[], cursor?: number): Promise<number> {
    const { dialect } = this.#database;
    return this.#database.write(async (transaction) => {
      // Two replicas may each believe for a moment that they lead: they take turns.
      if (dialect === 'postgres') await sql`LOCK TABLE state IN SHARE ROW EXCLUSIVE MODE`.execute(transaction);
      const state = await readState(transaction);
      const revision = state.revision + 1;
      const written: object[] = [];
      const fresh: DocumentContent[] = [];
      for (const replacement of replacements) {
        const { changed, removed } = compare(await this.#known(transaction, replacement), replacement.contents);
        for (const { before, content } of changed) {
          if (before) written.push({ ...content, id: before.id, revision, gone: 0 });
          else fresh.push(content);
        }
        for (const row of removed) written.push({ ...emptied(row), revision });
      }
      let { nextId } = state;
      const free = await this.#freeIds(transaction, fresh.length);
      for (const content of fresh) written.push({ ...content, id: free.pop() ?? nextId++, revision, gone: 0 });
      if (written.length) {
        await sql`INSERT INTO document (${sql.raw(columnNames.join(', '))})
          SELECT ${sql.raw(columnNames.join(', '))} FROM ${jsonRows(dialect, columns, written)} WHERE true
          ON CONFLICT (id) DO UPDATE SET ${sql.raw(columnNames.map((name) => `${name} = excluded.${name}`).join(', '))}`.execute(
          transaction,
        );
        await writeState(transaction, { revision, nextId });
      }
      if (cursor !== undefined && cursor !== state.cursor) await writeState(transaction, { cursor });
      return written.length;
    });
  }

  async #known(transaction: Transaction<SearchTables>, { recordType, keys }: Replacement): Promise<Known[]> {
    return transaction
      .selectFrom('document')
      .select(['id', 'type', 'record', 'part', 'hash'])
      .where('record_type', '=', recordType)
      .where(isAmong(this.#database.dialect, 'record', keys))
      .where('gone', '=', 0)
      .execute();
  }

  /** Ids of rows that nothing is in any more. */
  async #freeIds(transaction: Transaction<SearchTables>, count: number): Promise<number[]> {
    if (count === 0) return [];
    const rows = await transaction
      .selectFrom('document')
      .select('id')
      .where('record_type', '=', '')
      .where('record', '=', '')
      .orderBy('id')
      .limit(count)
      .execute();
    return rows.map(({ id }) => id).reverse();
  }
}

function compare(known: readonly Known[], contents: readonly DocumentContent[]) {
  const identity = ({ type, record, part }: Pick<Known, 'type' | 'record' | 'part'>) =>
    JSON.stringify([type, record, part]);
  const left = new Map(known.map((row) => [identity(row), row]));
  const changed: { before: Known | undefined; content: DocumentContent }[] = [];
  for (const content of contents) {
    const before = left.get(identity(content));
    left.delete(identity(content));
    if (before?.hash !== content.hash) changed.push({ before, content });
  }
  return { changed, removed: [...left.values()] };
}

/** What stays of a document that is gone. The words of its record go with it, so that its row is free for another. */
function emptied({ id, type }: Known): object {
  return {
    id,
    type,
    record_type: '',
    record: '',
    part: '',
    hash: '',
    gone: 1,
    weight: 0,
    title: '',
    names: '',
    name_words: '',
    tag_words: '',
    text_words: '',
    fields: '{}',
    body: '{}',
  };
}
