import type { QueryClient } from '@tanstack/react-query';
import type { Api } from '@callboard/plugin/web';
import type { ChangeNotice } from '@callboard/plugin/web/shell';
import { useEffect, useSyncExternalStore } from 'react';
import { createInvalidator } from './invalidate.ts';
import { followTogether } from './share.ts';

/** A short interruption is not worth a word. */
const SAID_AFTER = 3000;
/** What loaded before the stream stood may have missed a change when it took longer than this. */
const QUICK_START = 3000;

let down = false;
const listeners = new Set<() => void>();

function setDown(next: boolean): void {
  if (down === next) return;
  down = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether the stream of changes has been interrupted for longer than a moment. */
export function useLiveIsDown(): boolean {
  return useSyncExternalStore(subscribe, () => down);
}

/** Keeps everything on the page true: one stream for the whole portal. */
export function useLiveUpdates(api: Api, client: QueryClient): void {
  useEffect(() => startLiveUpdates(api, client), [api, client]);
}

function startLiveUpdates(api: Api, client: QueryClient): () => void {
  const invalidator = createInvalidator(client);
  const startedAt = Date.now();
  let connectedBefore = false;
  let downTimer: ReturnType<typeof setTimeout> | undefined;

  function onConnected(connected: boolean) {
    if (!connected) {
      downTimer ??= setTimeout(() => setDown(true), SAID_AFTER);
      return;
    }
    clearTimeout(downTimer);
    downTimer = undefined;
    setDown(false);
    const slowStart = !connectedBefore && Date.now() - startedAt > QUICK_START;
    if (slowStart) invalidator.everything();
    connectedBefore = true;
  }

  const following = followTogether({
    async open(after, signal) {
      const response = await api.response('/api/callboard/events', { query: { after }, signal });
      if (!response.body) throw new Error('The event stream has no body.');
      return response.body;
    },
    onConnected,
    onMessage({ event, data }) {
      if (event === 'change') {
        const { changes } = JSON.parse(data) as { changes: ChangeNotice[] };
        if (changes.length > 0) invalidator.changes(changes);
        else invalidator.many();
      }
      // What they answered may be answered otherwise now.
      if (event === 'plugins') invalidator.everything();
      if (event === 'action')
        invalidator.changes([{ type: 'action-run', key: (JSON.parse(data) as { entity: string }).entity }]);
      if (event === 'source') invalidator.changes([{ type: 'source', key: (JSON.parse(data) as { id: string }).id }]);
    },
  });
  const reconnect = () => following.reconnect();
  window.addEventListener('online', reconnect);
  return () => {
    window.removeEventListener('online', reconnect);
    clearTimeout(downTimer);
    following.stop();
  };
}
