import type { Kysely, Transaction } from 'kysely';

export { sql } from 'kysely';
export type { Kysely, Transaction } from 'kysely';

/** Tables of a plugin's own: on SQLite a file of its own, on PostgreSQL a schema of its own, so that names never meet those of others. */
export interface PluginDatabase<Tables> {
  dialect: 'sqlite' | 'postgres';
  /** For reads; on SQLite they never wait for a write. */
  read: Kysely<Tables>;
  /** Runs `work` in one transaction. @throws {CallboardError} `storage-full`, `storage-unavailable` */
  write<T>(work: (transaction: Transaction<Tables>) => Promise<T>): Promise<T>;
}

export interface Databases {
  /**
   * Opens the plugin's tables and brings them to the newest shape; once per plugin.
   * @param migrations folder with numbered SQL: `0001-name.sql` for both databases, or `0001-name.sqlite.sql` and `0001-name.postgres.sql`
   */
  open<Tables>(migrations: string): Promise<PluginDatabase<Tables>>;
}
