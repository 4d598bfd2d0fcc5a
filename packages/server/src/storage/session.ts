import type { Socket } from 'node:net';
import type pg from 'pg';

/** How every session with PostgreSQL is opened: a server that does not answer is given up. */
export const SESSION = {
  connectionTimeoutMillis: 10_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
} as const;

/** Milliseconds after which a query that hears nothing is given up. */
const SILENCE = 30_000;

const NOTICE_SOON = [
  'SET tcp_keepalives_idle = 10',
  'SET tcp_keepalives_interval = 5',
  'SET tcp_keepalives_count = 3',
  "SET idle_in_transaction_session_timeout = '60s'",
].join('; ');

/**
 * Has the server notice within half a minute that this end is gone without a word, and let go of its locks. By itself it takes
 * hours. Said in the session, because poolers refuse such parameters at its start.
 */
export async function watchSession(client: Pick<pg.ClientBase, 'query'>): Promise<void> {
  await client.query(NOTICE_SOON);
}

/** Has this end notice that the server is gone without a word, for a network that fails does not say so. 0: waits for ever. */
export function endOnSilence(client: pg.ClientBase, milliseconds = SILENCE): void {
  const socket = (client as pg.Client).connection.stream as Socket;
  socket.removeAllListeners('timeout');
  socket.setTimeout(milliseconds, () =>
    socket.destroy(new Error('Connection terminated: the database does not answer')),
  );
}
