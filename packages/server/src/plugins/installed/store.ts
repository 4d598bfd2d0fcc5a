/** What the tables say of plugins: the packages that were installed, and what people decided. */
import type { Database, Writer } from '../../storage/database.ts';

export interface PluginPackage {
  hash: string;
  plugin: string;
  version: string;
  /** Where it came from, for people. */
  origin: string;
  addedAt: string;
  addedBy: string;
}

export interface PluginState {
  plugin: string;
  /** Hash of the package that runs; absent for a plugin that lies in a folder. */
  package?: string;
  /** Hash of the one that ran before. */
  previous?: string;
  enabled: boolean;
  /** Why the portal switched it off. */
  reason?: string;
  settings: Record<string, unknown>;
  changedAt: string;
  changedBy: string;
}

export type PluginDecision = Partial<Pick<PluginState, 'package' | 'previous' | 'enabled' | 'reason' | 'settings'>>;

export class PluginStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async states(): Promise<PluginState[]> {
    const rows = await this.#database.read.selectFrom('plugin_state').selectAll().orderBy('plugin').execute();
    return rows.map((row) => ({
      plugin: row.plugin,
      ...(row.package === null ? {} : { package: row.package }),
      ...(row.previous === null ? {} : { previous: row.previous }),
      enabled: row.enabled === 1,
      ...(row.reason === null ? {} : { reason: row.reason }),
      settings: JSON.parse(row.settings) as Record<string, unknown>,
      changedAt: row.changed_at,
      changedBy: row.changed_by,
    }));
  }

  packages(): Promise<PluginPackage[]> {
    return this.#database.read
      .selectFrom('plugin_package')
      .select(['hash', 'plugin', 'version', 'origin', 'added_at as addedAt', 'added_by as addedBy'])
      .orderBy('added_at')
      .execute();
  }

  /** The file of a package; `undefined` when there is none. */
  async content(hash: string): Promise<Buffer | undefined> {
    const row = await this.#database.read
      .selectFrom('plugin_package')
      .select('content')
      .where('hash', '=', hash)
      .executeTakeFirst();
    return row && Buffer.from(row.content, 'base64');
  }

  /** Keeps a package and what was decided of its plugin, together. */
  async decide(plugin: string, decision: PluginDecision, at: string, by: string, added?: NewPackage): Promise<void> {
    await this.#database.write(async (writer) => {
      if (added) {
        const { content, origin, version, hash } = added;
        await writer
          .insertInto('plugin_package')
          .values({ hash, plugin, version, origin, content: content.toString('base64'), added_at: at, added_by: by })
          .onConflict((conflict) => conflict.column('hash').doNothing())
          .execute();
      }
      const before = await writer
        .selectFrom('plugin_state')
        .selectAll()
        .where('plugin', '=', plugin)
        .executeTakeFirst();
      const row = {
        package: 'package' in decision ? (decision.package ?? null) : (before?.package ?? null),
        previous: 'previous' in decision ? (decision.previous ?? null) : (before?.previous ?? null),
        enabled: (decision.enabled ?? before?.enabled !== 0) ? 1 : 0,
        reason: decision.reason ?? null,
        settings: decision.settings ? JSON.stringify(decision.settings) : (before?.settings ?? '{}'),
        changed_at: at,
        changed_by: by,
      };
      await writer
        .insertInto('plugin_state')
        .values({ plugin, ...row })
        .onConflict((conflict) => conflict.column('plugin').doUpdateSet(row))
        .execute();
      await forgetPackages(writer, plugin, [row.package, row.previous]);
    });
  }

  /** Forgets a plugin: its packages, and all that was decided. */
  async remove(plugin: string): Promise<void> {
    await this.#database.write(async (writer) => {
      await writer.deleteFrom('plugin_state').where('plugin', '=', plugin).execute();
      await forgetPackages(writer, plugin, []);
    });
  }
}

export interface NewPackage {
  hash: string;
  version: string;
  origin: string;
  content: Buffer;
}

/** Packages that nobody goes back to. */
async function forgetPackages(writer: Writer, plugin: string, kept: readonly (string | null)[]): Promise<void> {
  const hashes = kept.filter((hash) => hash !== null);
  let old = writer.deleteFrom('plugin_package').where('plugin', '=', plugin);
  if (hashes.length) old = old.where('hash', 'not in', hashes);
  await old.execute();
}
