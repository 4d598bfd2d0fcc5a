/** Runs the server halves: each gets its scope, and what it registered ends with it. One that fails leaves the others alone. */
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Contributions, Manifest } from '@callboard/core';
import type { Contributed, PluginScope, ServerHalf } from '@callboard/plugin/server';
import type { RouteTable } from '../http/router.ts';
import type { Redact } from '../redact.ts';
import { moduleFile, type FoundPlugin } from './manifest.ts';
import type { WebHalf, WebHalves } from './web-half.ts';
import { openScope, within, type OpenScope, type Patience, type SharedScope } from './scope.ts';
import { ServiceTable } from './service-table.ts';

export interface PluginHostOptions {
  shared: SharedScope;
  table: RouteTable;
  webHalves: WebHalves;
  redact: Redact;
  /** Settings by plugin id. */
  config: ReadonlyMap<string, Record<string, unknown>>;
  patience?: Patience;
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
  found: FoundPlugin;
  scope?: OpenScope;
  error?: string;
}

const PATIENCE: Patience = { start: 60_000, follow: 30_000, end: 5000 };

export class PluginHost {
  readonly #options: PluginHostOptions;
  readonly #services = new ServiceTable();
  #entries: Entry[] = [];
  #found: readonly FoundPlugin[] = [];

  constructor(options: PluginHostOptions) {
    this.#options = options;
  }

  /** Starts plugins in the order of the services that they offer and use. */
  async start(found: readonly FoundPlugin[]): Promise<void> {
    this.#found = found;
    for (const plugin of inOrder(found)) await this.#startPlugin(plugin);
  }

  async stop(id: string): Promise<void> {
    const entry = this.#entries.find((candidate) => candidate.found.id === id && !candidate.error);
    if (!entry) return;
    this.#entries = this.#entries.filter((other) => other !== entry);
    await this.#end(entry);
  }

  async close(): Promise<void> {
    for (const entry of this.#entries.splice(0).reverse()) await this.#end(entry);
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

  async #startPlugin(found: FoundPlugin): Promise<void> {
    const entry: Entry = { found };
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

  async #run(manifest: Manifest, found: FoundPlugin, entry: Entry): Promise<void> {
    if (!manifest.server) return;
    const { shared, table, config, patience = PATIENCE } = this.#options;
    entry.scope = openScope(manifest, {
      shared,
      table,
      services: this.#services,
      contributions: (point) => this.#contributionsAt(point),
      config: config.get(manifest.id) ?? {},
      patience,
    });
    await within(
      patience.start,
      startHalf(moduleFile(found, manifest.server), entry.scope.scope),
      'the plugin has not started',
    );
  }

  #contributionsAt<Point extends keyof Contributions>(point: Point): Contributed<Point>[] {
    const failed = new Set(this.#entries.filter(({ error }) => error).map(({ found }) => found));
    return this.#found
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

function inOrder(found: readonly FoundPlugin[]): FoundPlugin[] {
  const ordered = new Set<FoundPlugin>();
  const visit = (plugin: FoundPlugin, chain: ReadonlySet<FoundPlugin>) => {
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
