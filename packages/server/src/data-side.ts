/** The side of a portal that holds data: database, change log, records, and the sources that feed them. */
import { isDeepStrictEqual } from 'node:util';
import type { Log } from '@callboard/plugin/server';
import type { LoadedConfig } from './config/load.ts';
import { durationMs } from './config/schema.ts';
import type { Ends } from './ends.ts';
import { HarvestCoordinator } from './harvest/coordinator.ts';
import { HarvestWorker } from './harvest/worker-client.ts';
import { createFetcher, type Fetcher } from './net/fetcher.ts';
import type { WantedPlugin } from './plugins/host.ts';
import { declaredSources, workerData, type Surroundings } from './settings.ts';
import type { Integrations } from './sources/source.ts';
import { openBus, type Bus } from './storage/bus.ts';
import { ChangeLog } from './storage/changes.ts';
import { openDatabase, type Database, type DatabaseAddress } from './storage/database.ts';
import { migrate } from './storage/migrate.ts';
import { RecordStore } from './storage/records.ts';

export interface DataSideOptions {
  at: DatabaseAddress;
  dataFolder: string;
  loaded: LoadedConfig;
  surroundings: Surroundings;
  /** Folders, git URLs or file URLs to harvest instead of the configured ones. */
  sources: readonly string[];
  /** Who named the sources, unless it is a configuration file. */
  declaredBy?: 'command line' | 'example';
  version: string;
  /** Nobody but this machine reaches the portal. */
  local: boolean;
  log: Log;
  ends: Ends;
}

export interface DataSide {
  database: Database;
  bus: Bus;
  changes: ChangeLog;
  records: RecordStore;
  sources: HarvestCoordinator;
  integrations: Integrations;
  fetcher: Fetcher;
  /** From now on the harvesters of these plugins read what there is. */
  harvestWith(plugins: readonly WantedPlugin[]): void;
}

/** Opens everything; harvesting begins with `sources.start()`. */
export async function openDataSide({ at, log, ends, ...options }: DataSideOptions): Promise<DataSide> {
  const database = openDatabase(at);
  ends.add(() => database.close());
  await migrate(database);
  const bus = openBus(at, log);
  ends.add(() => bus.close());
  const changes = new ChangeLog(database, log);
  ends.add(() => changes.close());
  bus.on('change', () => changes.wake());

  const { harvest, catalog } = options.loaded.config;
  const declared = declaredSources(options.loaded, options.sources);
  const dataWith = (surroundings: Surroundings) =>
    workerData(options.loaded, { ...options, surroundings, address: at, declared });
  let data = dataWith(options.surroundings);
  const worker = new HarvestWorker(data, log);
  const { cacheFolder, integrations, maxFileBytes } = data;
  const fetcher = createFetcher(data.fetcher);
  ends.add(() => fetcher.close());
  const sources = new HarvestCoordinator({
    database,
    changes,
    bus,
    worker,
    environment: {
      cacheFolder,
      integrations,
      fetcher,
      limits: { fileBytes: maxFileBytes },
      log,
    },
    log,
    declared,
    ...(options.declaredBy ? { declaredBy: options.declaredBy } : {}),
    removalGuard: harvest.removalGuard,
    common: (type) => ({
      ...(catalog.descriptors && { descriptors: catalog.descriptors }),
      ...(type === 'folder' && options.local && !catalog.readonly && { proposals: true }),
    }),
    every: (type) => durationMs(type === 'folder' || type === 'file' ? harvest.folderEvery : harvest.every),
    watch: harvest.watch,
    now,
  });
  ends.add(() => sources.close());
  const harvestWith: DataSide['harvestWith'] = (plugins) => {
    const pluginConfig = new Map(plugins.map(({ id, config = {} }) => [id, config]));
    const next = dataWith({ ...options.surroundings, plugins: [...plugins], pluginConfig });
    if (isDeepStrictEqual(next, data)) return;
    data = next;
    worker.replace(next);
    sources.harvestAll();
  };
  const records = openRecords(database, sources, log);
  return { database, bus, changes, sources, integrations, fetcher, records, harvestWith };
}

function openRecords(database: Database, sources: HarvestCoordinator, log: Log): RecordStore {
  const harvestAgain = (id: string) => {
    sources.harvest(id).catch((error: unknown) => log.warn('a harvest failed', { source: id, error }));
  };
  return new RecordStore(database, {
    now,
    onCommit: (seq) => sources.committed(seq),
    onRemoved: (ids) => ids.forEach(harvestAgain),
  });
}

function now(): string {
  return new Date().toISOString();
}
