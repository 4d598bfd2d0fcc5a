import type { StreamMessage } from './event-stream.ts';
import { follow, seqOf } from './follow.ts';
import type { FollowOptions } from './follow.ts';

type News = { connected: boolean } | { message: StreamMessage } | { joined: true };

const NAME = 'callboard-live';

/**
 * Follows the event stream once for all tabs of the browser, which opens only six connections to a host: the tab that holds the lock
 * reads the stream and tells the others; when it is closed, another takes over after the last message heard. Where the browser has no
 * locks (they need https or localhost), each tab follows by itself.
 */
export function followTogether(options: FollowOptions) {
  if (!('locks' in navigator)) return follow(options);
  const ending = new AbortController();
  const channel = new BroadcastChannel(NAME);
  let following: ReturnType<typeof follow> | undefined;
  let last = options.after;

  function hear(news: News) {
    // Whoever joins is told how far the stream is, so as to go on from there when it takes over.
    if ('joined' in news) {
      if (following && last !== undefined)
        channel.postMessage({
          message: { event: 'hello', id: undefined, data: JSON.stringify({ seq: last }) },
        } satisfies News);
      return;
    }
    if ('connected' in news) return options.onConnected(news.connected);
    last = seqOf(news.message) ?? last;
    options.onMessage(news.message);
  }
  function tell(news: News) {
    hear(news);
    channel.postMessage(news);
  }

  channel.addEventListener('message', (event: MessageEvent<News>) => hear(event.data));
  channel.postMessage({ joined: true } satisfies News);
  const lead = () =>
    new Promise<void>((release) => {
      following = follow({
        ...options,
        after: last,
        onConnected: (connected) => tell({ connected }),
        onMessage: (message) => tell({ message }),
      });
      ending.signal.addEventListener('abort', () => release());
    });
  navigator.locks.request(NAME, { signal: ending.signal }, lead).catch((error: unknown) => {
    if (!ending.signal.aborted) throw error;
  });
  return {
    reconnect: () => following?.reconnect(),
    stop() {
      ending.abort();
      following?.stop();
      channel.close();
    },
  };
}
