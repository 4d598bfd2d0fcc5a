/** Where the index stands: what it was made by, up to which change, and how often it was written. */
import { sql, type Kysely } from '@callboard/plugin/server';
import type { SearchTables } from './tables.ts';

export interface IndexState {
  /** Goes up with every write that changes a document. */
  revision: number;
  /** Number of the last change of the log that was handled. */
  cursor: number;
  /** What made the documents: the search types with their versions. Empty before the first build is done. */
  signature: string;
  /** Id of the next document for which no free row is left. */
  nextId: number;
}

export async function readState(database: Kysely<SearchTables>): Promise<IndexState> {
  const rows = await database.selectFrom('state').selectAll().execute();
  const values = new Map(rows.map(({ name, value }) => [name, value]));
  return {
    revision: Number(values.get('revision') ?? 0),
    cursor: Number(values.get('cursor') ?? 0),
    signature: values.get('signature') ?? '',
    nextId: Number(values.get('nextId') ?? 1),
  };
}

export async function writeState(database: Kysely<SearchTables>, state: Partial<IndexState>): Promise<void> {
  for (const [name, value] of Object.entries(state))
    await sql`INSERT INTO state (name, value) VALUES (${name}, ${String(value)})
      ON CONFLICT (name) DO UPDATE SET value = excluded.value`.execute(database);
}
