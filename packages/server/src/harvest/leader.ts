/** Which replica does what only one may do: on PostgreSQL the one that holds an advisory lock, which ends with its session whatever happens to it. */
import pg from 'pg';
import type { Log } from '@callboard/plugin/server';
import type { DatabaseAddress } from '../storage/database.ts';
import { SESSION, watchSession } from '../storage/session.ts';

export interface Leadership {
  readonly leading: boolean;
  /** Resolves when it has been tried for the first time to become the one. */
  readonly tried: Promise<void>;
  close(): Promise<void>;
}

/** What one replica leads in, by the second number of the lock. */
const DUTIES = { harvest: 1, jobs: 2 } as const;
export type Duty = keyof typeof DUTIES;
/** Milliseconds between tries of a replica that waits, and between proofs of life of the one that leads. */
const EVERY = 3000;

/** Calls `onChange` whenever this process starts or stops being the one that has the duty. */
export function openLeadership(
  duty: Duty,
  address: DatabaseAddress,
  log: Log,
  onChange: (leading: boolean) => void,
): Leadership {
  if (address.dialect === 'sqlite') {
    queueMicrotask(() => onChange(true));
    return { leading: true, tried: Promise.resolve(), close: async () => undefined };
  }
  return new AdvisoryLock(duty, address.target, log, onChange);
}

class AdvisoryLock implements Leadership {
  readonly #duty: Duty;
  readonly #url: string;
  readonly #log: Log;
  readonly #onChange: (leading: boolean) => void;
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  leading = false;
  readonly tried: Promise<void>;

  constructor(duty: Duty, url: string, log: Log, onChange: (leading: boolean) => void) {
    this.#duty = duty;
    this.#url = url;
    this.#log = log;
    this.#onChange = onChange;
    this.tried = this.#look();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#client?.end();
  }

  async #look(): Promise<void> {
    try {
      const client = this.#client ?? (await this.#connect());
      if (this.#closed) return await client.end();
      this.#client = client;
      if (this.leading) await client.query('SELECT 1');
      else {
        const { rows } = await client.query<{ got: boolean }>(
          `SELECT pg_try_advisory_lock(7007, ${DUTIES[this.#duty]}) AS got`,
        );
        if (rows[0]?.got && client === this.#client) this.#set(true);
      }
    } catch (error) {
      this.#lost(this.#client, error);
    }
    if (!this.#closed) this.#timer = setTimeout(() => void this.#look(), EVERY).unref();
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({ ...SESSION, connectionString: this.#url, query_timeout: 10_000 });
    // The handler stays for good: a session that is given up may still have an error to tell.
    client.on('error', (error) => this.#lost(client, error));
    client.on('end', () => this.#lost(client, 'the session ended'));
    await client.connect();
    await watchSession(client);
    return client;
  }

  #lost(client: pg.Client | undefined, error: unknown): void {
    if (this.#closed) return;
    if (!client)
      return this.#log.debug('a lock among replicas cannot be asked for', { duty: this.#duty, error: String(error) });
    if (client !== this.#client) return;
    this.#client = undefined;
    void client
      .end()
      .catch((failure: unknown) => this.#log.debug('a broken session could not be ended', { error: String(failure) }));
    if (this.leading)
      this.#log.warn('a lock among replicas was lost; another one may take over', {
        duty: this.#duty,
        error: String(error),
      });
    this.#set(false);
  }

  #set(leading: boolean): void {
    if (this.leading === leading || this.#closed) return;
    this.leading = leading;
    this.#onChange(leading);
  }
}
