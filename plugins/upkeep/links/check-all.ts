/** Goes through the links of the whole catalog: each seldom, a host never quickly, and nothing that was looked at a short while ago. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebReader } from '@callboard/plugin/server';
import type { CheckedLink, UpkeepStore } from '../store.ts';
import { checkLink, type LinkResult } from './check-link.ts';

export interface LinkRun {
  /** All addresses that entities link to. */
  urls: readonly string[];
  store: Pick<UpkeepStore, 'links' | 'storeLink' | 'forgetLinks'>;
  web: WebReader;
  /** Milliseconds after which a link is looked at again. */
  every: number;
  signal: AbortSignal;
  now(): number;
  /** Milliseconds between two questions to one host; 1 s unless told. */
  pause?: number;
}

const PAUSE = 1000;
const HOSTS_AT_ONCE = 4;
/** A result that nobody renewed for so many rounds is of a link that nobody has any more. */
const ROUNDS = 4;

/** @returns how many were looked at */
export async function checkAll(run: LinkRun): Promise<number> {
  const { urls, store, every, signal, now } = run;
  const known = await store.links(urls);
  const due = urls.filter((url) => {
    const link = known.get(url);
    return !link || Date.parse(link.checkedAt) + every <= now();
  });
  const queues = [...Map.groupBy(due, hostOf).values()];
  let checked = 0;
  async function work() {
    for (let queue = queues.pop(); queue && !signal.aborted; queue = queues.pop()) {
      for (const [index, url] of queue.entries()) {
        if (signal.aborted) return;
        if (index > 0) await nap(run.pause ?? PAUSE, signal);
        await renew(run, url, known.get(url));
        checked++;
      }
    }
  }
  await Promise.all(Array.from({ length: HOSTS_AT_ONCE }, work));
  await store.forgetLinks(new Date(now() - ROUNDS * every).toISOString());
  return checked;
}

async function renew(
  { web, signal, store, now }: LinkRun,
  url: string,
  before: CheckedLink | undefined,
): Promise<void> {
  const result = await checkLink(url, web, signal);
  if (signal.aborted) return;
  const at = new Date(now()).toISOString();
  await store.storeLink({
    url,
    ...settle(result, before),
    checkedAt: at,
    since: before?.state === result.state ? before.since : at,
  });
}

/** One silence says little: a host that was fine before is given another look before it counts as out of reach. */
function settle(result: LinkResult, before: CheckedLink | undefined): LinkResult {
  if (result.state === 'unreachable' && before?.state === 'ok' && before.detail === null)
    return { state: 'ok', status: before.status, detail: `no answer the last time: ${result.detail}` };
  return result;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

async function nap(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal, ref: false });
  } catch {
    // Only the signal ends it early, and it is looked at next.
  }
}
