/** The live stream: changes by number, and states of sources. */
import { PassThrough } from 'node:stream';
import { Reply, type Change, type SourceStatus } from '@callboard/plugin/server';
import type { ChangeLog } from '../storage/changes.ts';

/** Changes named one by one in an event; of more, a client is only told that there were many. */
const NAMED = 500;
const HEARTBEAT = 25_000;
/** Characters that may wait for a slow reader before its stream is ended; it comes back with the number it has seen. */
const BACKLOG = 1_000_000;
const HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

export interface EventStreams {
  /** @param after number of the last change that the client has seen; absent: from now on */
  open(after: number | undefined, signal: AbortSignal): Promise<Reply>;
  /** Says that other plugins run than before. */
  tellPlugins(): void;
  /** Says that something about a run of an action is new. */
  tellAction(run: { id: string; entity: string }): void;
  close(): void;
}

interface Streamer {
  stream: PassThrough;
  /** Every change after this one comes by itself. */
  seq: number;
  /** What has to wait until the client has been told what it missed. */
  waiting?: string[];
}

type OnStatus = (listener: (status: SourceStatus) => void) => () => void;

export async function openEventStreams(changes: ChangeLog, onStatus: OnStatus): Promise<EventStreams> {
  const streamers = new Set<Streamer>();
  const send = (text: string) => streamers.forEach((streamer) => write(streamer, text));
  const beat = setInterval(() => send(': still here\n\n'), HEARTBEAT).unref();
  const stopStatus = onStatus((status) => send(`event: source\ndata: ${JSON.stringify(status)}\n\n`));
  const tell = async (batch: Change[]) => {
    // Whoever hears of a change asks for it at once: it must be there.
    await changes.applied(batch.at(-1)!.seq);
    for (const streamer of streamers) {
      const news = batch.filter((change) => change.seq > streamer.seq);
      if (news.length) write(streamer, changeEvent(news.at(-1)!.seq, news.length, news));
    }
  };
  const stopChanges = changes.follow('events', await changes.head(), tell, { late: true });

  return {
    open: async (after, signal) => {
      const stream = new PassThrough();
      const head = await changes.head();
      const streamer: Streamer = { stream, seq: head, waiting: [] };
      streamers.add(streamer);
      stream.once('close', () => streamers.delete(streamer));
      stream.write(`retry: 1000\nevent: hello\ndata: ${JSON.stringify({ seq: head })}\n\n`);
      try {
        // What the client asks for now has to be at least as new as the number it is given.
        await changes.applied(head);
        if (after !== undefined && after !== head) stream.write(await missedEvent(changes, after, head));
      } catch (error) {
        stream.destroy();
        throw error;
      }
      const waiting = streamer.waiting ?? [];
      delete streamer.waiting;
      for (const text of waiting) write(streamer, text);
      // Gone while it was told: nobody else would notice.
      if (signal.aborted) stream.destroy();
      return new Reply(200, stream, HEADERS);
    },
    tellAction: (run) => send(`event: action\ndata: ${JSON.stringify(run)}\n\n`),
    tellPlugins: () => send('event: plugins\ndata: {}\n\n'),
    close: () => {
      clearInterval(beat);
      stopStatus();
      stopChanges();
      for (const { stream } of streamers) stream.end();
    },
  };
}

function write({ stream, waiting }: Streamer, text: string): void {
  if (waiting) return void waiting.push(text);
  if (stream.writableEnded || stream.destroyed) return;
  stream.write(text);
  if (stream.writableLength > BACKLOG) stream.destroy();
}

/** What happened after a number. One that is not ours, such as that of an earlier database, means that all may be different. */
async function missedEvent(changes: ChangeLog, after: number, head: number): Promise<string> {
  const count = head - after;
  if (count < 0 || count > NAMED) return changeEvent(head, Math.max(count, 0), []);
  return changeEvent(head, count, await changes.read({ after, before: head + 1, limit: NAMED }));
}

function changeEvent(seq: number, count: number, batch: Change[]): string {
  const named = batch.length > NAMED ? [] : batch.map(({ type, key, op }) => ({ type, key, op }));
  return `id: ${seq}\nevent: change\ndata: ${JSON.stringify({ seq, count, changes: named })}\n\n`;
}
