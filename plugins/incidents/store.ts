import type { PluginDatabase } from '@callboard/plugin/server';

export const blockNames = ['catalog', 'on-call', 'alerts', 'deployments'] as const;
export type BlockName = (typeof blockNames)[number];

export interface Tables {
  block: { entity_ref: string; name: string; body: string; at: string };
  looked: { entity_ref: string; at: string };
}

export interface Kept {
  data: unknown;
  at: string;
}

export class IncidentStore {
  readonly #database: PluginDatabase<Tables>;

  constructor(database: PluginDatabase<Tables>) {
    this.#database = database;
  }

  async kept(entityRef: string): Promise<Map<BlockName, Kept>> {
    const rows = await this.#database.read
      .selectFrom('block')
      .selectAll()
      .where('entity_ref', '=', entityRef)
      .execute();
    return new Map(rows.map(({ name, body, at }) => [name as BlockName, { data: JSON.parse(body) as unknown, at }]));
  }

  async keep(entityRef: string, name: BlockName, { data, at }: Kept): Promise<void> {
    const values = { entity_ref: entityRef, name, body: JSON.stringify(data ?? null), at };
    await this.#database.write((writer) =>
      writer
        .insertInto('block')
        .values(values)
        .onConflict((conflict) => conflict.columns(['entity_ref', 'name']).doUpdateSet(values))
        .execute(),
    );
  }

  async noteLooked(entityRef: string, at: string): Promise<void> {
    const values = { entity_ref: entityRef, at };
    await this.#database.write((writer) =>
      writer
        .insertInto('looked')
        .values(values)
        .onConflict((conflict) => conflict.column('entity_ref').doUpdateSet(values))
        .execute(),
    );
  }

  /** Those that were looked at since a moment, the last first. */
  async looked(since: string, limit: number): Promise<string[]> {
    const rows = await this.#database.read
      .selectFrom('looked')
      .select('entity_ref')
      .where('at', '>=', since)
      .orderBy('at', 'desc')
      .limit(limit)
      .execute();
    return rows.map((row) => row.entity_ref);
  }

  /** Forgets what nobody has looked at or renewed since a moment. */
  async forget(before: string): Promise<void> {
    await this.#database.write(async (writer) => {
      await writer.deleteFrom('block').where('at', '<', before).execute();
      await writer.deleteFrom('looked').where('at', '<', before).execute();
    });
  }
}
