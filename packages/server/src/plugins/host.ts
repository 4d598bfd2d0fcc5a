/** Runs the server halves: each gets its scope, and what it registered ends with it. One that fails leaves the others alone. */
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Contributions, Manifest } from '@callboard/core';
import type { Contributed, PluginScope, ServerHalf, WebAnswer, WebReader, WebRequest } from '@callboard/plugin/server';
import { portalPlugin } from '@callboard/core/declared';
import type { RouteTable } from '../http/router.ts';
import type { Redact } from '../redact.ts';
import { runDeclared, type DeclaredOptions } from './declared/half.ts';
import { Selector } from './declared/select.ts';
import { errorText } from '../error-text.ts';
import { runConsumers, type Cursors } from './consumers.ts';
import type { HealthBook } from './health/health.ts';
import { moduleFile, type FoundPlugin } from './manifest.ts';
import type { WebHalf, WebHalves } from './web-half.ts';
import { openScope, within, type OpenScope, type Patience, type SharedScope } from './scope.ts';
import { ServiceTable } from './service-table.ts';

export interface PluginHostOptions {
  shared: SharedScope;
  table: RouteTable;
  webHalves: WebHalves;
  redact: Redact;
  health: HealthBook;
  /** How far consumers of changes are. */
  cursors: Cursors;
  /** Has the service behind a remote plugin used. @returns in whose name its data sources are asked */
  runRemote?(scope: PluginScope, found: FoundPlugin): DeclaredOptions['askerFor'];
  /** Asks a plugin of this portal in the name of another. @param path such as `/api/builds/last` */
  askTool?(by: string, path: string, request: WebRequest): Promise<WebAnswer>;
  patience?: Patience;
}

/** A plugin that is to run, with its settings. */
export interface WantedPlugin extends FoundPlugin {
  config?: Record<string, unknown>;
}

export interface RunningPlugin {
  id: string;
  name: string;
  description: string;
  version: string;
  owner?: string;
  /** Why it does not run. */
  error?: string;
  /** Where its web half is loaded from, unless that is part of the portal's own web. */
  web?: WebHalf;
  contributes: Contributions | null;
}

interface Entry {
  found: WantedPlugin;
  /** Tells whether it runs as it is wanted. */
  mark: string;
  scope?: OpenScope;
  error?: string;
}

const PATIENCE: Patience = { start: 60_000, follow: 30_000, end: 5000 };

export class PluginHost {
  readonly #options: PluginHostOptions;
  readonly #services = new ServiceTable();
  /** Evaluates the expressions of data sources. */
  readonly selector = new Selector();
  #entries: Entry[] = [];
  #wanted: readonly WantedPlugin[] = [];
  #applying: Promise<boolean> = Promise.resolve(false);

  constructor(options: PluginHostOptions) {
    this.#options = options;
  }

  /**
   * Has just these plugins run: ends what is no longer wanted, or wanted otherwise, and whoever uses a service of it; then starts what is
   * missing, in the order of the services that plugins offer and use.
   * @returns whether anything was not as it was wanted
   */
  apply(wanted: readonly WantedPlugin[]): Promise<boolean> {
    const apply = () => this.#apply(wanted);
    this.#applying = this.#applying.then(apply, apply);
    return this.#applying;
  }

  async #apply(wanted: readonly WantedPlugin[]): Promise<boolean> {
    const marks = new Map(wanted.map((plugin) => [plugin.folder, markOf(plugin)]));
    const changed = this.#entries.filter(({ found, mark }) => marks.get(found.folder) !== mark);
    const known = new Set(this.#entries.map(({ found }) => found.folder));
    const isNews = changed.length > 0 || wanted.some(({ folder }) => !known.has(folder));
    // What it lacked may be there now.
    const hopeful = this.#entries.filter(({ found, error }) => error && found.manifest?.services.uses.length);
    const leaving = withUsers([...changed, ...hopeful], this.#entries);
    for (const entry of [...this.#entries].reverse()) if (leaving.has(entry)) await this.#end(entry);
    this.#entries = this.#entries.filter((entry) => !leaving.has(entry));
    this.#wanted = wanted;
    const running = new Set(this.#entries.map(({ found }) => found.folder));
    const ordered = inOrder(wanted);
    for (const plugin of ordered) if (!running.has(plugin.folder)) await this.#startPlugin(plugin);
    const place = new Map(ordered.map(({ folder }, index) => [folder, index]));
    this.#entries.sort((a, b) => place.get(a.found.folder)! - place.get(b.found.folder)!);
    return isNews;
  }

  async close(): Promise<void> {
    await this.#applying;
    for (const entry of this.#entries.splice(0).reverse()) await this.#end(entry);
    await this.selector.close();
  }

  list(): RunningPlugin[] {
    return this.#entries.map(({ found, found: { id, manifest }, error }) => ({
      id,
      name: manifest?.name ?? id,
      description: manifest?.description ?? '',
      version: manifest?.version ?? '',
      ...(manifest?.owner ? { owner: manifest.owner } : {}),
      ...(error ? { error } : {}),
      ...(found.build && !error ? this.#options.webHalves.offer(id, found.build) : {}),
      contributes: error ? null : (manifest?.contributes ?? null),
    }));
  }

  async #startPlugin(found: WantedPlugin): Promise<void> {
    const entry: Entry = { found, mark: markOf(found) };
    this.#options.health.forget(found.id);
    this.#entries.push(entry);
    try {
      if (!found.manifest || found.problem) throw new Error(found.problem);
      await this.#run(found.manifest, found, entry);
    } catch (error) {
      const { log } = this.#options.shared;
      entry.error = this.#options.redact(error instanceof Error ? error.message : String(error));
      const owner = found.manifest?.owner ?? 'unknown';
      log.error('a plugin could not be started; the others run', {
        plugin: found.id,
        folder: found.folder,
        owner,
        error,
      });
      await this.#end(entry);
    }
  }

  async #run(manifest: Manifest, found: WantedPlugin, entry: Entry): Promise<void> {
    const isDeclared = Object.keys(manifest.data).length + Object.keys(manifest.calls).length > 0;
    const { consumers } = manifest.contributes;
    if (!manifest.server && !isDeclared && !found.remote && !consumers.length) return;
    const { shared, table, runRemote, patience = PATIENCE } = this.#options;
    entry.scope = openScope(manifest, {
      shared,
      table,
      services: this.#services,
      contributions: (point) => this.contributionsAt(point),
      config: found.config ?? {},
      patience,
      onCall: (call) => this.#options.health.note(manifest.id, call),
    });
    const { scope } = entry.scope;
    const askerFor = found.remote && runRemote?.(scope, found);
    const declared = {
      manifest,
      folder: found.folder,
      select: this.selector.select,
      web: this.#webOf(manifest.id, scope.web),
      ...(askerFor && { askerFor }),
    };
    if (isDeclared) runDeclared(scope, declared);
    if (consumers.length)
      runConsumers(scope, {
        consumers,
        load: (module) => loadDefault(moduleFile(found, module)),
        cursors: this.#options.cursors,
        patience: patience.follow,
        onBatch: (name, milliseconds, error) =>
          this.#options.health.note(manifest.id, {
            place: 'changes',
            name,
            milliseconds,
            ...(error === undefined ? {} : { error: errorText(error) }),
          }),
      });
    if (!manifest.server) return;
    await within(patience.start, startHalf(moduleFile(found, manifest.server), scope), 'the plugin has not started');
  }

  /** Reads addresses for what a plugin declares; `portal:/api/<plugin>/…` is a plugin of this portal that lets itself be asked. */
  #webOf(by: string, web: WebReader): WebReader {
    const { askTool } = this.#options;
    return {
      read: async (url, request = {}) => {
        if (!askTool || portalPlugin(url) === undefined) return web.read(url, request);
        // As whoever answers reads it: without what climbs in it.
        const { pathname, search } = new URL(url.slice('portal:'.length), 'http://portal');
        const plugin = portalPlugin(`portal:${pathname}`);
        const tool = this.#entries.find(({ found, error }) => found.id === plugin && found.manifest?.tool && !error);
        if (!tool) throw Object.assign(new Error(`${plugin} lets nobody ask it`), { code: 'address-refused' });
        return askTool(by, pathname + search, request);
      },
    };
  }

  /** What the running plugins add at an extension point. */
  contributionsAt<Point extends keyof Contributions>(point: Point): Contributed<Point>[] {
    const failed = new Set(this.#entries.filter(({ error }) => error).map(({ found }) => found));
    return this.#wanted
      .filter((plugin) => !plugin.problem && !failed.has(plugin))
      .flatMap((plugin) =>
        (plugin.manifest?.contributes[point] ?? []).map((contribution) => ({
          plugin: plugin.id,
          ...(plugin.manifest?.owner ? { owner: plugin.manifest.owner } : {}),
          contribution,
          load: (module: string) => loadDefault(moduleFile(plugin, module)),
        })),
      );
  }

  async #end({ found, scope }: Entry): Promise<void> {
    await scope?.end((error) =>
      this.#options.shared.log.warn('a plugin did not end well', { plugin: found.id, error }),
    );
  }
}

async function loadDefault(file: string): Promise<unknown> {
  const module = (await import(pathToFileURL(file).href)) as { default?: unknown };
  return module.default;
}

async function startHalf(file: string, scope: PluginScope): Promise<void> {
  const half = (await loadDefault(file)) as ServerHalf | undefined;
  if (typeof half !== 'function') throw new Error(`${basename(file)} has no default export made by definePlugin`);
  await half(scope);
}

function markOf({ folder, build, remote, config, problem, manifest }: WantedPlugin): string {
  // What is said of what it shows hangs on the plugins that it asks.
  const notes = manifest && Object.values(manifest.data).map(({ note }) => note);
  return JSON.stringify([folder, build?.hash ?? remote?.hash, config, problem, notes]);
}

/** Entries, and all that use a service of one of them, directly or not: what they were given is gone. */
function withUsers(entries: readonly Entry[], all: readonly Entry[]): Set<Entry> {
  const found = new Set(entries);
  for (const { found: plugin } of found) {
    const offers = plugin.manifest?.services.offers ?? [];
    for (const entry of all)
      if (entry.found.manifest?.services.uses.some((service) => offers.includes(service))) found.add(entry);
  }
  return found;
}

function inOrder(found: readonly WantedPlugin[]): WantedPlugin[] {
  const ordered = new Set<WantedPlugin>();
  const visit = (plugin: WantedPlugin, chain: ReadonlySet<WantedPlugin>) => {
    if (ordered.has(plugin) || chain.has(plugin)) return;
    for (const service of plugin.manifest?.services.uses ?? []) {
      const provider = found.find(
        (candidate) => !candidate.problem && candidate.manifest?.services.offers.includes(service),
      );
      if (provider) visit(provider, new Set([...chain, plugin]));
    }
    ordered.add(plugin);
  };
  for (const plugin of found) visit(plugin, new Set());
  return [...ordered];
}
