import { sql, type Kysely, type Transaction } from 'kysely';
import { storageError } from './storage-error.ts';
import type { Tables } from './tables.ts';

/** A write transaction on either database. */
export async function writeTransaction<T>(
  kysely: Kysely<Tables>,
  work: (writer: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  let failure: { error: unknown } | undefined;
  try {
    return await kysely.transaction().execute(async (writer) => {
      try {
        // Taking the counter first makes writers queue up, so that change numbers come in the order of commits.
        await sql`UPDATE counter SET value = value WHERE name = 'change'`.execute(writer);
        return await work(writer);
      } catch (error) {
        // Kept, because a rollback on a broken connection fails too, with an error that says less.
        failure = { error };
        throw error;
      }
    });
  } catch (error) {
    throw storageError(failure ? failure.error : error);
  }
}
