import { token } from './workspace.ts';

export interface EventStream {
  /** Resolves with `performance.now()` when a change of the record is announced from now on. */
  heard(key: string): Promise<number>;
  close(): void;
}

/** Listens to a portal's live stream, as an open browser does. */
export async function openEventStream(url: string): Promise<EventStream> {
  const controller = new AbortController();
  const response = await fetch(new URL('/api/callboard/events', url), {
    headers: { authorization: `Bearer ${token}` },
    signal: controller.signal,
  });
  if (response.status !== 200 || !response.body) throw new Error(`the live stream answers ${response.status}`);
  const waiting = new Map<string, PromiseWithResolvers<number>>();
  listen(response.body, (key) => {
    waiting.get(key)?.resolve(performance.now());
    waiting.delete(key);
  }).catch((error: unknown) => {
    for (const { reject } of waiting.values()) reject(error);
  });
  return {
    heard: (key) => {
      const hearing = Promise.withResolvers<number>();
      // Whoever waits may have given up already.
      hearing.promise.catch(() => undefined);
      waiting.set(key, hearing);
      return hearing.promise;
    },
    close: () => controller.abort(),
  };
}

async function listen(body: ReadableStream<Uint8Array>, onChange: (key: string) => void): Promise<void> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    const events = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = events.pop()!;
    for (const event of events) for (const key of keysOf(event)) onChange(key);
  }
}

function keysOf(event: string): string[] {
  if (!event.includes('event: change')) return [];
  const data = /^data: (.*)$/m.exec(event)?.[1];
  if (data === undefined) return [];
  return (JSON.parse(data) as { changes: { key: string }[] }).changes.map((change) => change.key);
}
