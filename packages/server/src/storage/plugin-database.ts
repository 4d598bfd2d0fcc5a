/** The tables of one plugin, apart from the host's and from those of other plugins. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Databases, PluginDatabase } from '@callboard/plugin/server';
import type { Kysely, Transaction } from 'kysely';
import type { DatabaseAddress, Dialect } from './database.ts';
import { migrate } from './migrate.ts';
import { openPool } from './postgres.ts';
import { openSqliteFile, retryBusy } from './sqlite.ts';
import { storageError } from './storage-error.ts';
import type { Tables } from './tables.ts';

/** Connections to PostgreSQL that a plugin with tables holds at most. */
const CONNECTIONS = 4;

export interface PluginDatabaseOptions {
  /** Of the host. */
  address: DatabaseAddress;
  /** Where the files of embedded databases are. */
  folder: string;
  plugin: string;
  onDispose(end: () => Promise<void>): void;
}

export function createDatabases(options: PluginDatabaseOptions): Databases {
  let opened = false;
  return {
    open: async <T>(migrations: string) => {
      if (opened) throw new Error(`${options.plugin}: its tables are open already`);
      opened = true;
      const tables = options.address.dialect === 'sqlite' ? openFile<T>(options) : await openSchema<T>(options);
      options.onDispose(tables.close);
      await migrate({ ...tables, read: tables.read as unknown as Kysely<Pick<Tables, 'migration'>> }, migrations);
      return { dialect: tables.dialect, read: tables.read, write: tables.write };
    },
  };
}

/** Deletes the tables of a plugin that does not run any more. */
export async function dropTables({ address, folder, plugin }: Omit<PluginDatabaseOptions, 'onDispose'>): Promise<void> {
  if (address.dialect === 'sqlite') {
    for (const ending of ['', '-wal', '-shm']) await rm(join(folder, `${plugin}.sqlite${ending}`), { force: true });
    return;
  }
  const { kysely, exec } = openPool(address.target, { connections: 1 });
  try {
    await exec(`DROP SCHEMA IF EXISTS "${schemaOf(plugin)}" CASCADE;`);
  } finally {
    await kysely.destroy();
  }
}

function schemaOf(plugin: string): string {
  return `plugin_${plugin.replaceAll('-', '_')}`;
}

interface OpenTables<T> extends PluginDatabase<T> {
  dialect: Dialect;
  exec(text: string): Promise<void>;
  close(): Promise<void>;
}

function openFile<T>({ folder, plugin }: PluginDatabaseOptions): OpenTables<T> {
  const { writer, read, exec, close } = openSqliteFile<T>(join(folder, `${plugin}.sqlite`));
  return {
    dialect: 'sqlite',
    read,
    write: (work) => retryBusy(() => transact(writer, work)),
    exec,
    close,
  };
}

async function openSchema<T>({ address, plugin }: PluginDatabaseOptions): Promise<OpenTables<T>> {
  const schema = schemaOf(plugin);
  const { kysely, exec } = openPool<T>(address.target, { connections: CONNECTIONS, schema });
  try {
    // Replicas that start together take turns: even IF NOT EXISTS collides otherwise.
    await exec(`BEGIN; SELECT pg_advisory_xact_lock(7007); CREATE SCHEMA IF NOT EXISTS "${schema}"; COMMIT;`);
  } catch (error) {
    await kysely.destroy();
    throw error;
  }
  return {
    dialect: 'postgres',
    read: kysely,
    write: (work) => transact(kysely, work),
    exec,
    close: () => kysely.destroy(),
  };
}

async function transact<T, R>(kysely: Kysely<T>, work: (transaction: Transaction<T>) => Promise<R>): Promise<R> {
  try {
    return await kysely.transaction().execute(work);
  } catch (error) {
    throw storageError(error);
  }
}
