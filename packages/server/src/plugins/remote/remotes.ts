/** Which remote plugins there are: those that the configuration names and those that were added, each by the manifest that was last right. */
import { CallboardError } from '@callboard/core';
import type { Log } from '@callboard/plugin/server';
import type { Fetcher } from '../../net/fetcher.ts';
import { FetchError } from '../../net/fetch-error.ts';
import type { FoundPlugin } from '../manifest.ts';
import { hashOf, readRemoteManifest } from './manifest.ts';
import type { RemoteStore, StoredRemote } from './store.ts';

export interface RemotesOptions {
  store: RemoteStore;
  /** Of the configuration, with the milliseconds between two looks. */
  configured: readonly { url: string; every: number }[];
  fetcher: Pick<Fetcher, 'fetch'>;
  log: Log;
  now(): string;
  /** Told when other plugins are found than before: by all replicas, or by this one alone. */
  onNews(isShared: boolean): Promise<void>;
}

/** How the manifest of a remote plugin stands. */
export interface RemoteState {
  url: string;
  /** When the manifest that runs was read. */
  readAt?: string;
  /** The last look at the address. */
  checkedAt?: string;
  /** What was wrong then; what was read before goes on. */
  problem?: string;
  /** Who added it; absent for one of the configuration. */
  addedBy?: string;
}

interface Watch {
  timer?: NodeJS.Timeout;
  checkedAt?: string;
  problem?: string | undefined;
}

const MOST_BYTES = 256_000;
const PATIENCE = 10_000;
const EVERY = 60_000;
/** Milliseconds between two looks while there is no manifest yet. */
const SOON = 5000;

export class Remotes {
  readonly #options: RemotesOptions;
  readonly #watches = new Map<string, Watch>();
  readonly #ended = new AbortController();
  #rows = new Map<string, StoredRemote>();

  constructor(options: RemotesOptions) {
    this.#options = options;
  }

  close(): void {
    this.#ended.abort();
    for (const { timer } of this.#watches.values()) clearTimeout(timer);
  }

  /** All of them now. An address that has not told its manifest yet stands for the plugin that it will be. */
  async found(): Promise<FoundPlugin[]> {
    const { store, configured } = this.#options;
    this.#rows = new Map((await store.all()).map((row) => [row.url, row]));
    const added = [...this.#rows.values()].filter(({ addedBy }) => addedBy !== undefined).map(({ url }) => url);
    const urls = [...new Set([...configured.map(({ url }) => url), ...added])];
    for (const [url, { timer }] of this.#watches) {
      if (urls.includes(url)) continue;
      clearTimeout(timer);
      this.#watches.delete(url);
    }
    for (const url of urls) if (!this.#watches.has(url)) this.#watch(url, 0);
    return urls.flatMap((url) => this.#plugin(url) ?? []);
  }

  /** @returns `undefined` for what is no address of a remote plugin */
  stateOf(url: string): RemoteState | undefined {
    const watch = this.#watches.get(url);
    if (!watch) return undefined;
    const { checkedAt, problem } = watch;
    const { readAt, addedBy } = this.#rows.get(url) ?? {};
    const isConfigured = this.isConfigured(url);
    return {
      url,
      ...(readAt ? { readAt } : {}),
      ...(checkedAt ? { checkedAt } : {}),
      ...(problem ? { problem } : {}),
      ...(addedBy !== undefined && !isConfigured ? { addedBy } : {}),
    };
  }

  isConfigured(url: string): boolean {
    return this.#options.configured.some((one) => one.url === url);
  }

  /**
   * Takes in the plugin at an address, or its manifest as it is now.
   * @param holder who has an id already
   * @returns the id @throws {CallboardError} `input-invalid`, `conflict`
   */
  async add(address: string, by: string, holder: (id: string) => string | undefined): Promise<string> {
    const url = URL.parse(address)?.href;
    if (url === undefined)
      throw new CallboardError('input-invalid', 'This is no address such as https://team.example.org/plugin.yaml');
    const { text, id } = await this.#read(url).catch((error: unknown) => {
      throw new CallboardError('input-invalid', textOf(error), {
        hint: 'Nothing has changed. Mend it there, and add it again.',
      });
    });
    const before = (await this.#options.store.all()).find((row) => row.url === url);
    if (before && before.plugin !== id) throw new CallboardError('conflict', otherId(before.plugin, id));
    const taken = before ? undefined : holder(id);
    if (taken !== undefined) throw new CallboardError('conflict', `The id ${id} is taken by the plugin in ${taken}`);
    await this.#options.store.keep({ url, plugin: id, text, readAt: this.#options.now(), addedBy: by });
    return id;
  }

  /** @throws {CallboardError} `not-allowed` */
  async remove(url: string): Promise<void> {
    if (this.isConfigured(url))
      throw new CallboardError('not-allowed', `The configuration names ${url} (plugins.remote): take it out there`);
    await this.#options.store.remove(url);
  }

  /** @returns nothing while it has not been asked yet */
  #plugin(url: string): FoundPlugin | undefined {
    const row = this.#rows.get(url);
    if (!row) {
      const reason = this.#watches.get(url)?.problem;
      return reason === undefined
        ? undefined
        : { id: new URL(url).hostname, folder: url, problem: `Its manifest could not be read so far. ${reason}` };
    }
    try {
      const { manifest, base } = readRemoteManifest(row.text, url);
      return { id: row.plugin, folder: url, manifest, remote: { url, base, hash: hashOf(row.text) } };
    } catch (error) {
      return { id: row.plugin, folder: url, problem: (error as Error).message };
    }
  }

  #watch(url: string, delay: number): void {
    if (this.#ended.signal.aborted) return;
    const watch = this.#watches.get(url) ?? {};
    this.#watches.set(url, watch);
    watch.timer = setTimeout(() => void this.#check(url, watch), delay).unref();
  }

  async #check(url: string, watch: Watch): Promise<void> {
    const { store, configured, log, now, onNews } = this.#options;
    const every = configured.find((one) => one.url === url)?.every ?? EVERY;
    const before = watch.problem;
    const row = this.#rows.get(url);
    let isNews = false;
    try {
      const { text, id } = await this.#read(url, row);
      watch.problem = undefined;
      if (row && row.plugin !== id) watch.problem = otherId(row.plugin, id);
      else if (text !== row?.text) {
        await store.keep({ url, plugin: id, text, readAt: now() });
        isNews = true;
      }
    } catch (error) {
      watch.problem = textOf(error);
    }
    if (this.#ended.signal.aborted || this.#watches.get(url) !== watch) return;
    watch.checkedAt = now();
    if (watch.problem !== before && watch.problem !== undefined)
      log.warn('the manifest of a remote plugin cannot be taken', { plugin: row?.plugin, url, reason: watch.problem });
    try {
      if (isNews) await onNews(true);
      else if (!row && watch.problem !== before) await onNews(false);
    } catch (error) {
      log.error('remote plugins cannot be brought up to date', { error });
    }
    this.#watch(url, this.#rows.has(url) ? every : Math.min(every, SOON));
  }

  /** @param known what was read before, and need not be checked again */
  async #read(url: string, known?: StoredRemote): Promise<{ text: string; id: string }> {
    const signal = AbortSignal.any([this.#ended.signal, AbortSignal.timeout(PATIENCE)]);
    const answer = await this.#options.fetcher.fetch(url, { anyHost: true, maxBytes: MOST_BYTES, signal });
    if (answer.status >= 300) throw new Error(`${new URL(url).host} answered ${answer.status} in place of a manifest.`);
    const text = answer.text();
    if (text === known?.text) return { text, id: known.plugin };
    return { text, id: readRemoteManifest(text, url).manifest.id };
  }
}

function otherId(known: string, other: string): string {
  return `The manifest has the id ${other} now, but was taken in as ${known}. Remove the plugin and add it again if that is meant.`;
}

function textOf(error: unknown): string {
  if (!(error instanceof FetchError)) return (error as Error).message;
  if (error.code === 'file-too-large') return `The manifest has more than ${MOST_BYTES} bytes.`;
  return `${error.message} ${error.hint}`;
}
