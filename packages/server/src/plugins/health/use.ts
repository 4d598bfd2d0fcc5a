/** How many people see something of a plugin. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Log } from '@callboard/plugin/server';
import type { Database } from '../../storage/database.ts';

/** Days that are counted, and kept. */
export const DAYS = 30;
/** Milliseconds between two writes. */
const EVERY = 60_000;
/** Uses that wait for the next write. */
const MOST = 10_000;

export class UseBook {
  readonly #database: Database;
  readonly #log: Log;
  readonly #now: () => Date;
  #waiting = new Map<string, { plugin: string; day: string; person: string }>();
  #timer: NodeJS.Timeout;

  constructor(database: Database, log: Log, now: () => Date) {
    this.#database = database;
    this.#log = log;
    this.#now = now;
    this.#timer = setInterval(() => void this.flush(), EVERY).unref();
  }

  note(plugin: string, subject: string): void {
    if (this.#waiting.size >= MOST) return;
    const person = createHash('sha256').update(subject).digest('hex').slice(0, 16);
    const day = dayOf(this.#now());
    this.#waiting.set(`${plugin} ${day} ${person}`, { plugin, day, person });
  }

  /** People by plugin, over the last days. */
  async people(): Promise<Map<string, number>> {
    await this.flush();
    const rows = await this.#database.read
      .selectFrom('plugin_use')
      .select(['plugin', sql<number>`count(DISTINCT person)`.as('people')])
      .where('day', '>', this.#oldest())
      .groupBy('plugin')
      .execute();
    return new Map(rows.map(({ plugin, people }) => [plugin, Number(people)]));
  }

  async flush(): Promise<void> {
    const rows = [...this.#waiting.values()];
    if (!rows.length) return;
    this.#waiting = new Map();
    try {
      await this.#database.write(async (writer) => {
        await writer
          .insertInto('plugin_use')
          .values(rows)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        await writer.deleteFrom('plugin_use').where('day', '<=', this.#oldest()).execute();
      });
    } catch (error) {
      this.#log.warn('how plugins are used could not be kept', { error });
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  #oldest(): string {
    return dayOf(new Date(this.#now().getTime() - DAYS * 86_400_000));
  }
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
