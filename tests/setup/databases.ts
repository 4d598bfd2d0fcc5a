import { randomBytes } from 'node:crypto';
import pg from 'pg';

export type DatabaseName = 'sqlite' | 'postgres';

/** Which databases a suite can run against here; for `describe.each(testDatabases())`. */
export function testDatabases(): DatabaseName[] {
  return process.env['CALLBOARD_TEST_PG'] ? ['sqlite', 'postgres'] : ['sqlite'];
}

export interface FreshDatabase {
  /** `postgres://…` of an empty database. */
  url: string;
  drop(): Promise<void>;
}

/** An empty PostgreSQL database of the caller's own, in the server of CALLBOARD_TEST_PG. */
export async function freshPostgres(): Promise<FreshDatabase> {
  const server = process.env['CALLBOARD_TEST_PG'];
  if (!server) throw new Error('CALLBOARD_TEST_PG is not set: ask testDatabases() first');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await execute(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(server, `drop database if exists ${name} with (force)`) };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
