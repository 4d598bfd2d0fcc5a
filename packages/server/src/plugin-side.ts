/** The side of a portal that runs plugins: which there are, what each is given, and what of it reaches the harvest. */
import { join, resolve, sep } from 'node:path';
import { createModel, type Entity } from '@callboard/core';
import type { Log } from '@callboard/plugin/server';
import { ActionDesk } from './actions/actions.ts';
import { ActionStore } from './actions/store.ts';
import type { LoadedConfig } from './config/load.ts';
import type { DataSide } from './data-side.ts';
import { FactBook } from './facts/facts.ts';
import { FactStore } from './facts/store.ts';
import { HOST, type RouteTable } from './http/router.ts';
import type { JobRunner } from './jobs/jobs.ts';
import { createWebReader } from './net/web-reader.ts';
import { buildPlugins } from './plugins/build/build-plugins.ts';
import { storedCursors } from './plugins/consumers.ts';
import type { HealthBook } from './plugins/health/health.ts';
import { UseBook } from './plugins/health/use.ts';
import { PluginHost, type PluginHostOptions, type WantedPlugin } from './plugins/host.ts';
import { PluginManager } from './plugins/installed/manager.ts';
import { PluginStore } from './plugins/installed/store.ts';
import type { ManifestMemory } from './plugins/manifest-memory.ts';
import { findPlugins, type FoundPlugin } from './plugins/manifest.ts';
import { readFromRegistry } from './plugins/package/registry.ts';
import { pluginCaches } from './plugins/plugin-cache.ts';
import { openRemoteSide, type RemoteSide } from './plugins/remote/side.ts';
import type { WebHalves } from './plugins/web-half.ts';
import type { Redact } from './redact.ts';
import type { Surroundings } from './settings.ts';
import { createFindings } from './storage/findings.ts';
import { createDatabases, dropTables } from './storage/plugin-database.ts';

export interface PluginSideOptions {
  loaded: LoadedConfig;
  surroundings: Surroundings;
  manifests: ManifestMemory;
  dataFolder: string;
  /** Folder of the plugins that come with the host. */
  builtIn: string;
  /** Folders of plugins beside the configured ones. */
  pluginFolders: readonly string[];
  table: RouteTable;
  webHalves: WebHalves;
  health: HealthBook;
  data: DataSide;
  baseUrl: string;
  jobs: JobRunner;
  redact: Redact;
  log: Log;
  /** Called when other plugins run than before. */
  onApplied(plugins: readonly WantedPlugin[]): void;
  askTool: NonNullable<PluginHostOptions['askTool']>;
}

export interface PluginSide {
  host: PluginHost;
  manager: PluginManager;
  desk: ActionDesk;
  facts: { book: FactBook; store: FactStore };
  use: UseBook;
  remote: RemoteSide;
  /** The code of plugins, by folder. */
  folders(): { id: string; folder: string }[];
  /** Ends a plugin that fails too much; those that come with the host go on, as nothing could take their place. */
  switchOff(plugin: string, reason: string): void;
  /** Has the plugins run. */
  open(): Promise<void>;
  close(): Promise<void>;
}

export function openPluginSide(options: PluginSideOptions): PluginSide {
  const { loaded, dataFolder, data, redact, log, onApplied } = options;
  const folder = join(dataFolder, 'plugins');
  let atStart: FoundPlugin[] | undefined = options.surroundings.found;
  const isBuiltIn = (path: string) => path.startsWith(options.builtIn + sep);
  const desk: ActionDesk = new ActionDesk({
    store: new ActionStore(data.database),
    contributions: (point) => host.contributionsAt(point),
    entity: async (ref) => {
      const [record] = await data.records.byKeys('entity', [ref]);
      return record && (JSON.parse(record.body) as Entity);
    },
    log,
    redact,
    now: () => new Date(),
    onNews: (run) => void data.bus.publish('action', run),
  });
  const factStore = new FactStore(data.database);
  const book = new FactBook({
    store: factStore,
    contributions: (point) => host.contributionsAt(point),
    changes: data.changes,
    log,
    now: () => new Date(),
  });
  options.jobs
    .forPlugin(
      HOST,
      () => undefined,
      () => undefined,
    )
    .every('facts', { hours: 1 }, () => factStore.tidy(new Date()));
  const remote: RemoteSide = openRemoteSide({
    ...options,
    ...data,
    onNews: (isShared) => manager.remotesChanged(isShared),
  });
  const host: PluginHost = openHost(options, { folder, desk, book, remote, folderOf: (id) => manager.folderOf(id) });
  const manager: PluginManager = new PluginManager({
    store: new PluginStore(data.database),
    host,
    bus: data.bus,
    log,
    redact,
    loaded,
    find: () => {
      // They were read just before, for what the configuration says of them.
      const known = atStart;
      atStart = undefined;
      return findAll(options, known);
    },
    isBuiltIn,
    remotes: remote.remotes,
    isResting: remote.isResting,
    folder: join(dataFolder, 'cache/plugin-packages'),
    now: () => new Date().toISOString(),
    fetchPackage: (spec) => readFromRegistry(spec, loaded.config.plugins.registries, data.fetcher),
    onApplied,
    dropData: async (plugin) => {
      await dropTables({ address: data.database.address, folder, plugin });
      await factStore.removePlugin(plugin);
      await storedCursors(data.database).remove(plugin);
    },
  });
  const use = new UseBook(data.database, log, () => new Date());
  return {
    host,
    manager,
    desk,
    facts: { book, store: factStore },
    use,
    remote,
    folders: () => manager.folders(),
    switchOff: (plugin, reason) => {
      const owner = host.list().find(({ id }) => id === plugin)?.owner ?? 'unknown';
      log.error('a plugin fails more than it may', { plugin, owner, reason });
      if (isBuiltIn(manager.sourceOf(plugin) ?? '')) return;
      manager
        .setEnabled(plugin, false, 'callboard', reason)
        .catch((error: unknown) => log.error('a plugin that fails could not be switched off', { plugin, error }));
    },
    open: async () => {
      await book.open();
      await manager.open();
    },
    close: async () => {
      manager.close();
      await desk.close();
      await remote.close();
      await use.close();
      await host.close();
      await book.close();
    },
  };
}

/** The plugins in all folders, each with what was built of it. */
function findAll(
  { loaded, manifests, dataFolder, builtIn, pluginFolders }: PluginSideOptions,
  known: readonly FoundPlugin[] | undefined,
): Promise<FoundPlugin[]> {
  const find = (path: string) => findPlugins(path, manifests);
  const configured = () => [builtIn, ...loaded.config.plugins.folders.map((path) => resolve(loaded.folder, path))];
  const found = [...(known ?? configured().flatMap(find)), ...pluginFolders.flatMap(find)];
  return buildPlugins(found, { builtIn, cache: join(dataFolder, 'cache/plugin-builds') });
}

interface HostParts {
  /** Where the files of embedded databases are. */
  folder: string;
  desk: ActionDesk;
  book: FactBook;
  remote: RemoteSide;
  folderOf(plugin: string): string | undefined;
}

function openHost(options: PluginSideOptions, { folder, desk, book, remote, folderOf }: HostParts): PluginHost {
  const { loaded, surroundings, dataFolder, table, webHalves, health, data, baseUrl, jobs, redact, log } = options;
  const { readonly, import: imported } = loaded.config.catalog;
  const { records, changes, sources, database, fetcher } = data;
  const cacheOf = pluginCaches({ folder: join(dataFolder, 'cache/plugins'), database, folderOf });
  return new PluginHost({
    table,
    webHalves,
    health,
    redact,
    cursors: storedCursors(database),
    runRemote: remote.run,
    askTool: options.askTool,
    shared: {
      records,
      changes,
      sources,
      findings: createFindings(database),
      model: createModel({ kinds: surroundings.kinds }),
      portal: { baseUrl, readonly, entityFilename: imported.entityFilename },
      log,
      web: createWebReader(fetcher),
      own: ({ plugin, checkOpen, onDispose }) => ({
        database: createDatabases({ address: database.address, folder, plugin, onDispose }),
        jobs: jobs.forPlugin(plugin, checkOpen, onDispose),
        actions: desk.forPlugin(plugin, checkOpen, onDispose),
        facts: book.forPlugin(plugin, checkOpen),
        cache: cacheOf(plugin),
      }),
    },
  });
}
