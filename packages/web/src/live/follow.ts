import { readEventStream } from './event-stream.ts';
import type { StreamMessage } from './event-stream.ts';

export interface FollowOptions {
  /** Opens the stream after the given change number; from now on when there is none yet. */
  open(after: number | undefined, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
  onMessage(message: StreamMessage): void;
  onConnected(connected: boolean): void;
  /** Number of the last change that is known already. */
  after?: number | undefined;
  /** Milliseconds before the given attempt, counted from 1. */
  delay?: (attempt: number) => number;
}

const LONGEST_DELAY = 30_000;

function backOff(attempt: number): number {
  return Math.min(LONGEST_DELAY, 500 * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
}

/** Number of the change up to which a message tells; `undefined` when it tells of something else. */
export function seqOf({ id, event, data }: StreamMessage): number | undefined {
  const seq = Number(id ?? (event === 'hello' ? (JSON.parse(data) as { seq: number }).seq : Number.NaN));
  return Number.isFinite(seq) ? seq : undefined;
}

/** Follows the event stream for ever: reconnects after the last message seen, ever more slowly while the server is away. */
export function follow({ open, onMessage, onConnected, after, delay = backOff }: FollowOptions) {
  let last = after;
  let attempt = 0;
  let stopped = false;
  let current = new AbortController();
  let wake = () => {};

  async function once() {
    current = new AbortController();
    const body = await open(last, current.signal);
    attempt = 0;
    onConnected(true);
    for await (const message of readEventStream(body)) {
      last = seqOf(message) ?? last;
      onMessage(message);
    }
  }

  async function run() {
    while (!stopped) {
      try {
        await once();
      } catch {
        // Whatever ended the stream, the answer is the same: say so and try again.
      }
      if (stopped) return;
      onConnected(false);
      attempt += 1;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, delay(attempt));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  void run();
  return {
    /** Connects anew at once: the computer has slept, or the network came back. */
    reconnect() {
      current.abort();
      wake();
    },
    stop() {
      stopped = true;
      current.abort();
      wake();
    },
  };
}
