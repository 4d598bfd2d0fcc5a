/**
 * Short messages between the replicas of one portal: wake-ups and states, never the truth itself, which is in the tables.
 * Embedded, the process is alone and talks to itself; on PostgreSQL they go by NOTIFY.
 */
import { EventEmitter } from 'node:events';
import pg from 'pg';
import type { Log } from '@callboard/plugin/server';
import type { DatabaseAddress } from './database.ts';

export interface BusMessages {
  /** The change log or the sources moved. */
  change: { seq?: number };
  /** Somebody asks the harvesting replica for a harvest. */
  harvest: { sourceId: string; request: string; repository?: string; force?: boolean };
  /** A harvest that was asked for ended. */
  harvested: { request: string; seq: number; error?: string };
  /** The state of a source, as JSON. */
  source: { status: string };
  /** Sources were added, changed or removed. */
  sources: Record<string, never>;
}

export interface Bus {
  publish<T extends keyof BusMessages>(type: T, message: BusMessages[T]): Promise<void>;
  on<T extends keyof BusMessages>(type: T, handler: (message: BusMessages[T]) => void): () => void;
  close(): Promise<void>;
}

const CHANNEL = 'callboard';
/** PostgreSQL refuses longer payloads; the message is then only a wake-up to look at the tables. */
const MAX_PAYLOAD = 7900;

/** What `Database.write` sends at the end of a transaction on PostgreSQL. */
export const CHANGE_NOTICE = `SELECT pg_notify('${CHANNEL}', '{"type":"change","message":{}}')`;

export function openBus(address: DatabaseAddress, log: Log): Bus {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  const on: Bus['on'] = (type, handler) => {
    emitter.on(type, handler);
    return () => emitter.off(type, handler);
  };
  if (address.dialect === 'sqlite') {
    return { on, publish: async (type, message) => void queueMicrotask(() => emitter.emit(type, message)), close: async () => void emitter.removeAllListeners() };
  }
  const listener = new Listener(address.target, log, (type, message) => emitter.emit(type, message));
  return { on, publish: (type, message) => listener.publish(JSON.stringify({ type, message })), close: () => listener.close() };
}

/** One session that listens, opened anew whenever it breaks. */
class Listener {
  readonly #url: string;
  readonly #log: Log;
  readonly #emit: (type: string, message: unknown) => void;
  #client: pg.Client | undefined;
  #closed = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(url: string, log: Log, emit: (type: string, message: unknown) => void) {
    this.#url = url;
    this.#log = log;
    this.#emit = emit;
    void this.#connect();
  }

  async publish(payload: string): Promise<void> {
    if (payload.length > MAX_PAYLOAD) return;
    await this.#client?.query('SELECT pg_notify($1, $2)', [CHANNEL, payload]);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    await this.#client?.end();
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, keepAlive: true });
    client.on('error', () => this.#broken(client));
    client.on('end', () => this.#broken(client));
    client.on('notification', ({ payload }) => {
      const { type, message } = JSON.parse(payload ?? '{}') as { type: string; message: unknown };
      this.#emit(type, message);
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      this.#client = client;
      // Whatever was said while nobody listened: look for yourself.
      this.#emit('change', {});
      this.#emit('sources', {});
    } catch (error) {
      this.#log.warn('cannot listen to the database', { error: String(error) });
      this.#broken(client);
    }
  }

  #broken(client: pg.Client): void {
    if (this.#closed || (this.#client && this.#client !== client)) return;
    this.#client = undefined;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#connect(), 1000);
  }
}
