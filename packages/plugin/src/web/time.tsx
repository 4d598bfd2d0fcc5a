import { useSyncExternalStore } from 'react';
import { formatExactTime, formatRelativeTime } from './format.ts';

const TICK = 30_000;

let now = Date.now();

function subscribe(listener: () => void): () => void {
  const timer = setInterval(() => {
    now = Date.now();
    listener();
  }, TICK);
  return () => clearInterval(timer);
}

/** A moment as its distance from now, kept true, with the exact time on hover. `at` is ISO 8601. */
export function Time({ at }: { at: string }) {
  const current = useSyncExternalStore(subscribe, () => now);
  return (
    <time dateTime={at} title={formatExactTime(at)}>
      {formatRelativeTime(at, Math.max(current, Date.parse(at) <= Date.now() ? Date.parse(at) : current))}
    </time>
  );
}
