/**
 * Short messages between the replicas of one portal: wake-ups and states, never the truth itself, which is in the tables.
 * Embedded, the process is alone and talks to itself; on PostgreSQL they go by NOTIFY.
 */
import { EventEmitter } from 'node:events';
import type { Log } from '@callboard/plugin/server';
import pg from 'pg';
import type { DatabaseAddress } from './database.ts';
import { z } from 'zod';
import { SESSION, watchSession } from './session.ts';

export interface BusMessages {
  /** The change log moved. */
  change: Record<string, never>;
  /** Sources were added, changed or removed. */
  sources: Record<string, never>;
  /** Plugins were installed, changed or removed. */
  plugins: Record<string, never>;
  /** Something about a run of an action is new. */
  action: { id: string; entity: string };
  /** A replica is new here, or was deaf for a while: whoever knows the states of sources says them again. */
  hello: Record<string, never>;
  /** What the harvesting replica knows of a source beyond the tables, as JSON. */
  source: { id: string; live: string };
  /** Somebody asks the harvesting replica for a harvest. */
  harvest: { sourceId: string; request: string; repository?: string; force?: boolean };
  /** A harvest that was asked for ended. */
  harvested: { request: string; seq: number; error?: string; code?: string };
}

export interface Bus {
  /** @returns whether it could be sent. A message may be lost all the same: who needs an answer asks again. */
  publish<T extends keyof BusMessages>(type: T, message: BusMessages[T]): Promise<boolean>;
  on<T extends keyof BusMessages>(type: T, handler: (message: BusMessages[T]) => void): () => void;
  close(): Promise<void>;
}

const CHANNEL = 'callboard';
/** Bytes of a message; PostgreSQL refuses longer ones. */
const MAX_PAYLOAD = 7900;
/** Milliseconds until a broken session is opened anew, between proofs of life, and that an answer may take. */
const RECONNECT = 1000;
const PROVE = 15_000;
const ANSWER = 10_000;

/** What a write sends at the end of its transaction on PostgreSQL. */
export const CHANGE_NOTICE = `SELECT pg_notify('${CHANNEL}', '{"type":"change","message":{}}')`;

export function openBus(address: DatabaseAddress, log: Log): Bus {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  const on: Bus['on'] = (type, handler) => {
    emitter.on(type, handler);
    return () => emitter.off(type, handler);
  };
  const hand = (type: keyof BusMessages, message: unknown) => {
    try {
      emitter.emit(type, message);
    } catch (error) {
      log.error('a message between replicas could not be handled', { type, error });
    }
  };
  if (address.dialect === 'sqlite') {
    const publish: Bus['publish'] = async (type, message) => {
      queueMicrotask(() => hand(type, message));
      return true;
    };
    return { on, publish, close: async () => void emitter.removeAllListeners() };
  }
  const listener = new Listener(address.target, log, hand);
  return {
    on,
    publish: (type, message) => listener.publish(JSON.stringify({ type, message })),
    close: () => listener.close(),
  };
}

/** One session that listens, opened anew whenever it breaks. */
class Listener {
  readonly #url: string;
  readonly #log: Log;
  readonly #emit: (type: keyof BusMessages, message: unknown) => void;
  #client: pg.Client | undefined;
  #closed = false;
  #retry: NodeJS.Timeout | undefined;
  #proof: NodeJS.Timeout | undefined;

  constructor(url: string, log: Log, emit: (type: keyof BusMessages, message: unknown) => void) {
    this.#url = url;
    this.#log = log;
    this.#emit = emit;
    void this.#connect();
  }

  async publish(payload: string): Promise<boolean> {
    if (!this.#client || Buffer.byteLength(payload) > MAX_PAYLOAD) return false;
    try {
      await this.#client.query('SELECT pg_notify($1, $2)', [CHANNEL, payload]);
      return true;
    } catch (error) {
      this.#log.debug('a message to the other replicas was lost', { error: String(error) });
      return false;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    clearInterval(this.#proof);
    await this.#client?.end();
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ ...SESSION, connectionString: this.#url, query_timeout: ANSWER });
    let given = false;
    const giveUp = (error: unknown) => {
      if (given || this.#closed) return;
      given = true;
      clearInterval(this.#proof);
      this.#log.warn('cannot listen to the database; trying again', { error: String(error) });
      if (this.#client === client) this.#client = undefined;
      void client
        .end()
        .catch((failure: unknown) =>
          this.#log.debug('a broken session could not be ended', { error: String(failure) }),
        );
      this.#retry = setTimeout(() => void this.#connect(), RECONNECT).unref();
    };
    client.on('error', giveUp);
    client.on('end', () => giveUp('the session ended'));
    client.on('notification', ({ payload }) => this.#receive(payload ?? ''));
    try {
      await client.connect();
      await watchSession(client);
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      return giveUp(error);
    }
    if (this.#closed) return client.end();
    this.#client = client;
    this.#proof = setInterval(() => void client.query('SELECT 1').catch(giveUp), PROVE).unref();
    // Whatever was said while nobody listened: look for yourself, and ask for the rest.
    this.#emit('change', {});
    this.#emit('sources', {});
    this.#emit('plugins', {});
    await this.publish(JSON.stringify({ type: 'hello', message: {} }));
  }

  #receive(payload: string): void {
    const message = parseMessage(payload);
    if (!message) return this.#log.warn('somebody else writes to our channel of the database', { channel: CHANNEL });
    this.#emit(message.type, message.message);
  }
}

/** Everybody who may use the database may write to the channel. */
const messageSchema = z.object({
  type: z.enum([
    'change',
    'sources',
    'plugins',
    'action',
    'hello',
    'source',
    'harvest',
    'harvested',
  ] satisfies (keyof BusMessages)[]),
  message: z.looseObject({}),
});

function parseMessage(payload: string): z.output<typeof messageSchema> | undefined {
  try {
    return messageSchema.safeParse(JSON.parse(payload)).data;
  } catch {
    // Not even JSON: whoever asked says so.
    return undefined;
  }
}
