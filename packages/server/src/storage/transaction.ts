import { sql, type Kysely, type Transaction } from 'kysely';
import { storageError } from './storage-error.ts';
import type { Tables } from './tables.ts';

/** A write transaction on either database. */
export async function writeTransaction<T>(
  kysely: Kysely<Tables>,
  work: (writer: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  try {
    return await kysely.transaction().execute(async (writer) => {
      // Taking the counter first makes writers queue up, so that change numbers come in the order of commits.
      await sql`UPDATE counter SET value = value WHERE name = 'change'`.execute(writer);
      return work(writer);
    });
  } catch (error) {
    throw storageError(error);
  }
}
