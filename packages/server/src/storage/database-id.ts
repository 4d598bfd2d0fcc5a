import type { Database } from './database.ts';

/** The id of a database, made when it is first asked for and the same from then on, for all replicas; a copy has the id of its original. */
export async function databaseId(database: Database): Promise<string> {
  const stored = () =>
    database.read.selectFrom('meta').select('value').where('key', '=', 'database-id').executeTakeFirst();
  const known = await stored();
  if (known) return known.value;
  // Replicas that start together: the first id stands.
  await database.write((writer) =>
    writer
      .insertInto('meta')
      .values({ key: 'database-id', value: crypto.randomUUID() })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute(),
  );
  return (await stored())!.value;
}
