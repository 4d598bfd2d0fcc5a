import type { PluginDatabase } from '@callboard/plugin/server';

/** `dead`: the host says that nothing is there; `unreachable`: no answer; `refused`: not an address that the portal asks. */
export type LinkState = 'ok' | 'dead' | 'unreachable' | 'refused';

export interface CheckedLink {
  url: string;
  state: LinkState;
  /** HTTP status, where there was an answer. */
  status: number | null;
  /** Why there was none. */
  detail: string | null;
  checkedAt: string;
  /** When it came into this state. */
  since: string;
}

export interface Confirmation {
  entityRef: string;
  by: string;
  at: string;
}

export interface Tables {
  confirmation: { entity_ref: string; by_whom: string; at: string };
  link: {
    url: string;
    state: string;
    status: number | null;
    detail: string | null;
    checked_at: string;
    since: string;
  };
}

const KEYS = 400;

export class UpkeepStore {
  readonly #database: PluginDatabase<Tables>;

  constructor(database: PluginDatabase<Tables>) {
    this.#database = database;
  }

  async confirm(entityRef: string, by: string, at: string): Promise<void> {
    await this.#database.write((writer) =>
      writer
        .insertInto('confirmation')
        .values({ entity_ref: entityRef, by_whom: by, at })
        .onConflict((conflict) => conflict.column('entity_ref').doUpdateSet({ by_whom: by, at }))
        .execute(),
    );
  }

  async confirmations(): Promise<Map<string, Confirmation>> {
    const rows = await this.#database.read.selectFrom('confirmation').selectAll().execute();
    return new Map(rows.map((row) => [row.entity_ref, { entityRef: row.entity_ref, by: row.by_whom, at: row.at }]));
  }

  async confirmation(entityRef: string): Promise<Confirmation | undefined> {
    const row = await this.#database.read
      .selectFrom('confirmation')
      .selectAll()
      .where('entity_ref', '=', entityRef)
      .executeTakeFirst();
    return row && { entityRef, by: row.by_whom, at: row.at };
  }

  async links(urls: readonly string[]): Promise<Map<string, CheckedLink>> {
    const found = new Map<string, CheckedLink>();
    for (let start = 0; start < urls.length; start += KEYS) {
      const part = urls.slice(start, start + KEYS);
      const rows = await this.#database.read.selectFrom('link').selectAll().where('url', 'in', part).execute();
      for (const row of rows) found.set(row.url, toLink(row));
    }
    return found;
  }

  /** Links that lead nowhere, those in trouble for longest first. */
  async brokenLinks(): Promise<CheckedLink[]> {
    const rows = await this.#database.read
      .selectFrom('link')
      .selectAll()
      .where('state', 'in', ['dead', 'unreachable'])
      .orderBy('since')
      .orderBy('url')
      .execute();
    return rows.map(toLink);
  }

  async storeLink(link: CheckedLink): Promise<void> {
    const values = {
      url: link.url,
      state: link.state,
      status: link.status,
      detail: link.detail,
      checked_at: link.checkedAt,
      since: link.since,
    };
    await this.#database.write((writer) =>
      writer
        .insertInto('link')
        .values(values)
        .onConflict((conflict) => conflict.column('url').doUpdateSet(values))
        .execute(),
    );
  }

  /** Forgets what was found before a moment: nobody links there any more. */
  async forgetLinks(before: string): Promise<void> {
    await this.#database.write((writer) => writer.deleteFrom('link').where('checked_at', '<', before).execute());
  }
}

function toLink(row: Tables['link']): CheckedLink {
  return {
    url: row.url,
    state: row.state as LinkState,
    status: row.status,
    detail: row.detail,
    checkedAt: row.checked_at,
    since: row.since,
  };
}
