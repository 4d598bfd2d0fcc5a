/** The manifests of remote plugins as they were last read, so that a service that is down still has its cards. */
import type { Database } from '../../storage/database.ts';

export interface StoredRemote {
  url: string;
  plugin: string;
  /** The manifest as it was served. */
  text: string;
  readAt: string;
  /** Who added it in the portal; absent for one of the configuration. */
  addedBy?: string;
}

export class RemoteStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** In the order in which they came. */
  async all(): Promise<StoredRemote[]> {
    const rows = await this.#database.read
      .selectFrom('plugin_remote')
      .selectAll()
      .orderBy('added_at')
      .orderBy('url')
      .execute();
    return rows.map((row) => ({
      url: row.url,
      plugin: row.plugin,
      text: row.manifest,
      readAt: row.read_at,
      ...(row.added_by === null ? {} : { addedBy: row.added_by }),
    }));
  }

  async keep({ url, plugin, text, readAt, addedBy }: StoredRemote): Promise<void> {
    const read = { plugin, manifest: text, read_at: readAt, ...(addedBy === undefined ? {} : { added_by: addedBy }) };
    await this.#database.write((writer) =>
      writer
        .insertInto('plugin_remote')
        .values({ url, added_by: null, added_at: readAt, ...read })
        .onConflict((conflict) => conflict.column('url').doUpdateSet(read))
        .execute(),
    );
  }

  async remove(url: string): Promise<void> {
    await this.#database.write((writer) => writer.deleteFrom('plugin_remote').where('url', '=', url).execute());
  }
}
