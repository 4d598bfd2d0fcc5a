/** Runs the server halves: each gets its scope, and what it registered ends with it. One that fails leaves the others alone. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CatalogModel, Contributions, Manifest } from '@callboard/core';
import type { Changes, Findings, Log, PluginScope, Records, ServerHalf, Sources } from '@callboard/plugin/server';
import { createHttp, type RouteTable } from '../http/router.ts';
import { pluginConfig, type FoundPlugin } from './manifest.ts';

export interface HostServices {
  table: RouteTable;
  records: Records;
  changes: Changes;
  findings: Findings;
  sources: Sources;
  model: CatalogModel;
  portal: PluginScope['portal'];
  log: Log;
  /** Settings by plugin id. */
  config: Record<string, Record<string, unknown>>;
}

export interface RunningPlugin {
  id: string;
  name: string;
  description: string;
  version: string;
  owner?: string;
  /** Why it does not run. */
  error?: string;
  contributes: Contributions | null;
}

interface Entry {
  found: FoundPlugin;
  disposers: (() => unknown)[];
  error?: string;
}

export class PluginHost {
  readonly #services: HostServices;
  readonly #entries = new Map<string, Entry>();
  readonly #offered = new Map<string, unknown>();

  constructor(services: HostServices) {
    this.#services = services;
  }

  /** Starts plugins in the order of the services that they offer and use. */
  async start(found: readonly FoundPlugin[]): Promise<void> {
    for (const plugin of inOrder(found)) await this.#startPlugin(plugin);
  }

  async stop(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#services.table.removePlugin(id);
    for (const dispose of entry.disposers.reverse()) await dispose();
    for (const service of entry.found.manifest?.services.offers ?? []) this.#offered.delete(service);
    this.#entries.delete(id);
  }

  async close(): Promise<void> {
    for (const id of [...this.#entries.keys()].reverse()) await this.stop(id);
  }

  list(): RunningPlugin[] {
    return [...this.#entries.values()].map(({ found, error }) => ({
      id: found.id,
      name: found.manifest?.name ?? found.id,
      description: found.manifest?.description ?? '',
      version: found.manifest?.version ?? '',
      ...(found.manifest?.owner ? { owner: found.manifest.owner } : {}),
      ...(error ? { error } : {}),
      contributes: error ? null : (found.manifest?.contributes ?? null),
    }));
  }

  async #startPlugin(found: FoundPlugin): Promise<void> {
    const entry: Entry = { found, disposers: [] };
    this.#entries.set(found.id, entry);
    try {
      if (!found.manifest) throw new Error(found.problem);
      if (!found.manifest.server) return;
      const scope = this.#scope(found.manifest, entry);
      const module = (await import(pathToFileURL(join(found.folder, found.manifest.server)).href)) as { default?: ServerHalf };
      if (typeof module.default !== 'function') throw new Error(`${found.manifest.server} has no default export made by definePlugin`);
      await module.default(scope);
    } catch (error) {
      entry.error = error instanceof Error ? error.message : String(error);
      this.#services.table.removePlugin(found.id);
      this.#services.log.error('a plugin could not be started; the others run', { plugin: found.id, owner: found.manifest?.owner ?? 'unknown', error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }

  #scope(manifest: Manifest, entry: Entry): PluginScope {
    const { table, changes, log, config, ...shared } = this.#services;
    const { id } = manifest;
    return {
      ...shared,
      id,
      config: pluginConfig(manifest, config[id] ?? {}),
      log: withPlugin(log, id),
      http: createHttp(table, { plugin: id, mount: `/api/${id}`, mounts: manifest.mounts, permissions: new Set(manifest.contributes.permissions.map((permission) => permission.id)) }),
      changes: {
        head: () => changes.head(),
        read: (query) => changes.read(query),
        applied: (seq) => changes.applied(seq),
        follow: (name, from, handler) => {
          const stop = changes.follow(`${id}/${name}`, from, handler) as unknown as () => void;
          entry.disposers.push(stop);
          return stop;
        },
      },
      services: {
        offer: (service, implementation) => {
          if (!manifest.services.offers.includes(service)) throw new Error(`${id}: the manifest does not declare that it offers ${service}`);
          this.#offered.set(service, implementation);
        },
        use: <T>(service: string) => {
          if (!manifest.services.uses.includes(service)) throw new Error(`${id}: the manifest does not declare that it uses ${service}`);
          const implementation = this.#offered.get(service);
          if (implementation === undefined) throw new Error(`${id}: no running plugin offers ${service}`);
          return implementation as T;
        },
      },
      onDispose: (end) => void entry.disposers.push(end),
    };
  }
}

function inOrder(found: readonly FoundPlugin[]): FoundPlugin[] {
  const ordered: FoundPlugin[] = [];
  const visit = (plugin: FoundPlugin, chain: Set<FoundPlugin>) => {
    if (ordered.includes(plugin) || chain.has(plugin)) return;
    chain.add(plugin);
    for (const service of plugin.manifest?.services.uses ?? []) {
      const provider = found.find((candidate) => candidate.manifest?.services.offers.includes(service));
      if (provider) visit(provider, chain);
    }
    ordered.push(plugin);
  };
  for (const plugin of found) visit(plugin, new Set());
  return ordered;
}

function withPlugin(log: Log, plugin: string): Log {
  return {
    debug: (message, data) => log.debug(message, { plugin, ...data }),
    info: (message, data) => log.info(message, { plugin, ...data }),
    warn: (message, data) => log.warn(message, { plugin, ...data }),
    error: (message, data) => log.error(message, { plugin, ...data }),
  };
}
