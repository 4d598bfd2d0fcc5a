import type { Api } from './api.ts';

/** One showing of a view. */
export interface Seen {
  plugin: string;
  view: string;
  /** Why it failed. */
  error?: string;
}

/** Milliseconds that showings are gathered for. */
const GATHER = 3000;
/** Failures that a page tells of: one that fails for ever says nothing new. */
const MOST_FAILURES = 50;

const told = new Set<string>();
let failures = 0;
let waiting: Seen[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells the server that something of a plugin was shown, so that its owner sees who uses it, and what fails. */
export function noteSeen(api: Api, seen: Seen): void {
  if (seen.error === undefined) {
    // Once a page is enough to know that somebody uses it.
    if (told.has(seen.plugin)) return;
    told.add(seen.plugin);
  } else if (++failures > MOST_FAILURES) return;
  waiting.push(seen);
  timer ??= setTimeout(() => flush(api), GATHER);
}

function flush(api: Api): void {
  const views = waiting;
  waiting = [];
  timer = undefined;
  // Nothing that whoever looks at the page should be troubled with.
  api.response('/api/callboard/plugins/seen', { method: 'POST', body: { views } }).catch(() => undefined);
}
