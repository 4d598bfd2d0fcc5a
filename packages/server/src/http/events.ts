/** The live stream: changes by number, and states of sources. */
import { PassThrough } from 'node:stream';
import { Reply, type Change, type SourceStatus } from '@callboard/plugin/server';
import type { ChangeLog } from '../storage/changes.ts';

/** Changes named one by one in an event; of a longer batch a client is only told that there were many. */
const NAMED = 500;
const HEARTBEAT = 25_000;
/** Bytes that may wait for a slow reader before its stream is ended; it comes back with the number it has seen. */
const BACKLOG = 1_000_000;

export interface EventStreams {
  open(after: number | undefined, signal: AbortSignal): Promise<Reply>;
  close(): void;
}

interface Streamer {
  stream: PassThrough;
  seq: number;
}

export function createEventStreams(changes: ChangeLog, onStatus: (listener: (status: SourceStatus) => void) => () => void): EventStreams {
  const streamers = new Set<Streamer>();
  const send = (streamer: Streamer, text: string) => {
    streamer.stream.write(text);
    if (streamer.stream.writableLength > BACKLOG) end(streamer);
  };
  const end = (streamer: Streamer) => {
    streamers.delete(streamer);
    streamer.stream.end();
  };
  const beat = setInterval(() => streamers.forEach((streamer) => send(streamer, ': still here\n\n')), HEARTBEAT);
  beat.unref();
  const stopStatus = onStatus((status) => {
    const text = `event: source\ndata: ${JSON.stringify(status)}\n\n`;
    for (const streamer of streamers) send(streamer, text);
  });
  const follow = async () => {
    const from = await changes.head();
    return changes.follow(
      'events',
      from,
      async (batch) => {
        // Whoever hears of a change asks for it at once: it must be there.
        await changes.applied(batch.at(-1)!.seq);
        for (const streamer of streamers) {
          const news = batch.filter((change) => change.seq > streamer.seq);
          if (!news.length) continue;
          send(streamer, changeEvent(news));
          streamer.seq = news.at(-1)!.seq;
        }
      },
      { late: true },
    );
  };
  const following = follow();

  return {
    open: async (after, signal) => {
      const head = await changes.head();
      const streamer: Streamer = { stream: new PassThrough(), seq: after ?? head };
      send(streamer, `retry: 1000\nevent: hello\ndata: ${JSON.stringify({ seq: head })}\n\n`);
      for (let batch = await changes.read({ after: streamer.seq, limit: NAMED }); batch.length; batch = await changes.read({ after: streamer.seq, limit: NAMED })) {
        send(streamer, changeEvent(batch));
        streamer.seq = batch.at(-1)!.seq;
      }
      streamers.add(streamer);
      signal.addEventListener('abort', () => end(streamer));
      return new Reply(200, streamer.stream, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' });
    },
    close: () => {
      clearInterval(beat);
      stopStatus();
      void following.then((stop) => stop());
      streamers.forEach(end);
    },
  };
}

function changeEvent(batch: Change[]): string {
  const seq = batch.at(-1)!.seq;
  const named = batch.length > NAMED ? [] : batch.map(({ type, key, op }) => ({ type, key, op }));
  return `id: ${seq}\nevent: change\ndata: ${JSON.stringify({ seq, count: batch.length, changes: named })}\n\n`;
}
