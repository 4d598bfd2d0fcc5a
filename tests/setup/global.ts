import { findPostgres, startPostgres } from './postgres.ts';

/**
 * Gives the suites that run against both databases a PostgreSQL in CALLBOARD_TEST_PG, unless one is named there already
 * (`npm test` does). Without any they run against SQLite alone.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  const binaries = process.env['CALLBOARD_TEST_PG'] ? undefined : findPostgres();
  if (binaries === undefined) return undefined;
  const postgres = await startPostgres(binaries);
  process.env['CALLBOARD_TEST_PG'] = postgres.url;
  return postgres.stop;
}
