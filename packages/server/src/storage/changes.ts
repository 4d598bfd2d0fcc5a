import type { Cause, Change, ChangeQuery, Changes, Log } from '@callboard/plugin/server';
import type { Database } from './database.ts';

const BATCH = 2000;
/** Milliseconds between looks, should a wake-up be lost or a follower have failed. */
const NET = 5000;

interface Follower {
  name: string;
  cursor: number;
  handler: (changes: Change[]) => Promise<void> | void;
  running: boolean;
  again: boolean;
  stopped: boolean;
  /** Its handler failed the last time: until it works again, nobody waits for it. */
  failing: boolean;
  /** Only passes changes on: nobody waits for it. */
  late: boolean;
}

interface Waiter {
  seq: number;
  resolve: () => void;
}

/** The change log as this process sees it: reading it, and handing it on to whoever follows. */
export class ChangeLog implements Changes {
  readonly #database: Database;
  readonly #log: Log;
  readonly #followers = new Set<Follower>();
  #waiters: Waiter[] = [];
  readonly #net: NodeJS.Timeout;

  constructor(database: Database, log: Log) {
    this.#database = database;
    this.#log = log;
    this.#net = setInterval(() => this.wake(), NET);
    this.#net.unref();
  }

  async head(): Promise<number> {
    const row = await this.#database.read
      .selectFrom('counter')
      .select('value')
      .where('name', '=', 'change')
      .executeTakeFirstOrThrow();
    return Number(row.value);
  }

  async read(query: ChangeQuery): Promise<Change[]> {
    let select = this.#database.read.selectFrom('change').selectAll();
    if (query.type !== undefined) select = select.where('type', '=', query.type);
    if (query.key !== undefined) select = select.where('key', '=', query.key);
    if (query.after !== undefined) select = select.where('seq', '>', query.after);
    if (query.before !== undefined) select = select.where('seq', '<', query.before);
    const rows = await select
      .orderBy('seq', query.order ?? 'asc')
      .limit(query.limit ?? BATCH)
      .execute();
    return rows.map((row) => ({
      ...row,
      seq: Number(row.seq),
      op: row.op as Change['op'],
      cause: JSON.parse(row.cause) as Cause,
    }));
  }

  /** `late`: `applied` does not wait for this one; it may itself wait for the others. */
  follow(name: string, from: number, handler: Follower['handler'], options: { late?: boolean } = {}): () => void {
    const follower: Follower = {
      name,
      cursor: from,
      handler,
      running: false,
      again: false,
      stopped: false,
      failing: false,
      late: options.late ?? false,
    };
    this.#followers.add(follower);
    void this.#run(follower);
    return () => {
      follower.stopped = true;
      this.#followers.delete(follower);
      this.#release();
    };
  }

  applied(seq: number): Promise<void> {
    if (this.#slowest() >= seq) return Promise.resolve();
    this.wake();
    return new Promise((resolve) => this.#waiters.push({ seq, resolve }));
  }

  /** Looks for new changes now. */
  wake(): void {
    for (const follower of this.#followers) void this.#run(follower);
  }

  close(): void {
    clearInterval(this.#net);
    for (const follower of this.#followers) follower.stopped = true;
    this.#followers.clear();
    this.#release();
  }

  #slowest(): number {
    let slowest = Number.POSITIVE_INFINITY;
    for (const follower of this.#followers)
      if (!follower.late && !follower.failing) slowest = Math.min(slowest, follower.cursor);
    return slowest;
  }

  #release(): void {
    const slowest = this.#slowest();
    const ready = this.#waiters.filter((waiter) => waiter.seq <= slowest);
    this.#waiters = this.#waiters.filter((waiter) => waiter.seq > slowest);
    for (const waiter of ready) waiter.resolve();
  }

  async #run(follower: Follower): Promise<void> {
    follower.again = true;
    if (follower.running) return;
    follower.running = true;
    try {
      while (follower.again && !follower.stopped) {
        follower.again = false;
        await this.#catchUp(follower);
      }
    } catch (error) {
      // The cursor stands where it stood: the same changes are tried again.
      const about = { follower: follower.name, error: String(error) };
      if (!follower.stopped) this.#log.error('a follower of the change log failed and will try again', about);
    } finally {
      follower.running = false;
    }
  }

  async #catchUp(follower: Follower): Promise<void> {
    for (;;) {
      const changes = await this.read({ after: follower.cursor, limit: BATCH });
      if (!changes.length || follower.stopped) return;
      try {
        await follower.handler(changes);
      } catch (error) {
        follower.failing = true;
        this.#release();
        throw error;
      }
      follower.failing = false;
      follower.cursor = changes.at(-1)!.seq;
      this.#release();
    }
  }
}
