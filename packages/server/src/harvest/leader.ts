/** Which replica harvests: on PostgreSQL the one that holds an advisory lock, which ends with its session whatever happens to it. */
import pg from 'pg';
import type { Log } from '@callboard/plugin/server';
import type { DatabaseAddress } from '../storage/database.ts';

export interface Leadership {
  readonly leading: boolean;
  close(): Promise<void>;
}

const LOCK = 'SELECT pg_try_advisory_lock(7007, 1) AS got';
/** Milliseconds between tries of a replica that waits, and between proofs of life of the one that leads. */
const EVERY = 3000;

/** Calls `onChange` whenever this process starts or stops being the one that harvests. */
export function openLeadership(address: DatabaseAddress, log: Log, onChange: (leading: boolean) => void): Leadership {
  if (address.dialect === 'sqlite') {
    queueMicrotask(() => onChange(true));
    return { leading: true, close: async () => undefined };
  }
  return new AdvisoryLock(address.target, log, onChange);
}

class AdvisoryLock implements Leadership {
  readonly #url: string;
  readonly #log: Log;
  readonly #onChange: (leading: boolean) => void;
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  leading = false;

  constructor(url: string, log: Log, onChange: (leading: boolean) => void) {
    this.#url = url;
    this.#log = log;
    this.#onChange = onChange;
    void this.#look();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#client?.end();
  }

  async #look(): Promise<void> {
    if (this.#closed) return;
    try {
      this.#client ??= await this.#connect();
      if (this.leading) await this.#client.query('SELECT 1');
      else {
        const { rows } = await this.#client.query<{ got: boolean }>(LOCK);
        if (rows[0]?.got) this.#set(true);
      }
    } catch (error) {
      this.#lost(error);
    }
    if (!this.#closed) this.#timer = setTimeout(() => void this.#look(), EVERY).unref();
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.#url, keepAlive: true, query_timeout: 10_000 });
    client.on('error', (error) => this.#lost(error));
    await client.connect();
    return client;
  }

  #lost(error: unknown): void {
    const client = this.#client;
    this.#client = undefined;
    client?.removeAllListeners('error');
    // A late error of a session that is given up has nobody left to tell.
    client?.on('error', () => undefined);
    void client?.end().catch(() => undefined);
    if (this.leading) this.#log.warn('the lock for harvesting was lost; another replica may take over', { error: String(error) });
    this.#set(false);
  }

  #set(leading: boolean): void {
    if (this.leading === leading || this.#closed) return;
    this.leading = leading;
    this.#onChange(leading);
  }
}
