import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

const STATEMENTS = 300;

/** Node's built-in SQLite in the shape that Kysely's dialect takes, with prepared statements kept. */
export class NodeSqlite implements SqliteDatabase {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, SqliteStatement>();

  /** @param busyTimeout milliseconds that a write waits, blocking its thread, for another connection's transaction */
  constructor(file: string, options: { readOnly?: boolean; busyTimeout: number }) {
    this.#database = new DatabaseSync(file, { readOnly: options.readOnly ?? false, timeout: options.busyTimeout });
    if (options.readOnly) return;
    this.#database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 33554432; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY;',
    );
  }

  prepare(sql: string): SqliteStatement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = sql === 'rollback' ? this.#rollback() : adapt(this.#database.prepare(sql));
    // Bulk inserts have one text per number of rows: keep the cache from filling up with those.
    if (sql.length < 4000) {
      if (this.#statements.size >= STATEMENTS) this.#statements.clear();
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** SQLite has often rolled back by itself when a disk is full; doing it again is an error that hides the first one. */
  #rollback(): SqliteStatement {
    const statement = adapt(this.#database.prepare('rollback'));
    return {
      ...statement,
      run: (parameters) => (this.inTransaction ? statement.run(parameters) : { changes: 0, lastInsertRowid: 0 }),
    };
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction;
  }

  /** Runs SQL of several statements. */
  exec(sql: string): void {
    this.#database.exec(sql);
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }
}

function adapt(statement: StatementSync): SqliteStatement {
  const reader = statement.columns().length > 0;
  // After a write to a full-text table the last row id may be larger than a number can say.
  if (!reader) statement.setReadBigInts(true);
  return {
    reader,
    all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
    run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
    iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
  };
}
