/** A whole portal in one process: opens the database, starts plugins, serves, harvests. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Identity, Log, SourceStatus } from '@callboard/plugin/server';
import { addressOf, guestNotice, type Address } from './address.ts';
import { loadConfig, type LoadedConfig } from './config/load.ts';
import { openDataSide, type DataSide, type DataSideOptions } from './data-side.ts';
import { Ends } from './ends.ts';
import type { HarvestCoordinator } from './harvest/coordinator.ts';
import { openLeadership } from './harvest/leader.ts';
import { errorText } from './error-text.ts';
import { addActionRoutes } from './http/action-routes.ts';
import { createDispatcher, type Authority } from './http/dispatch.ts';
import { openEventStreams, type EventStreams } from './http/events.ts';
import { addFactRoutes } from './http/fact-routes.ts';
import { addHostRoutes, hostPermissions } from './http/host-routes.ts';
import { listen } from './http/listener.ts';
import { createOpenApi } from './http/openapi.ts';
import { createHttp, HOST, RouteTable } from './http/router.ts';
import { createWebReader } from './net/web-reader.ts';
import { addDataTest } from './plugins/declared/data-test.ts';
import { HealthBook, type Call } from './plugins/health/health.ts';
import { addServiceRoutes } from './plugins/remote/routes.ts';
import { addPluginRoutes } from './http/plugin-routes.ts';
import { addSourceRoutes, addWebhookRoutes } from './http/source-routes.ts';
import { askInside } from './http/inside.ts';
import { createAuthority, readTokens, type StaticToken } from './identity/authority.ts';
import { openTokenKeys, type TokenKeys } from './identity/keys.ts';
import { GUEST } from './identity/guest.ts';
import { addIdentityRoutes } from './identity/routes.ts';
import { lockDataFolder, makeDataFolder } from './instance-lock.ts';
import { JobRunner } from './jobs/jobs.ts';
import { createJobStore, type JobStore } from './jobs/store.ts';
import { createLog, type LogLevel } from './log.ts';
import { hostParts } from './plugins/host-parts.ts';
import { openPluginSide, type PluginSide } from './plugin-side.ts';
import { WebHalves } from './plugins/web-half.ts';
import { openManifestMemory, type ManifestMemory } from './plugins/manifest-memory.ts';
import { guardProcess } from './process-guard.ts';
import { createRedact, type Redact } from './redact.ts';
import { readSurroundings, type Surroundings } from './settings.ts';
import { databaseAddress } from './storage/database.ts';
import manifest from '../package.json' with { type: 'json' };

export interface PortalOptions {
  port?: number;
  host?: string;
  dataFolder?: string;
  configFile?: string;
  /** Folders, git URLs or file URLs to harvest instead of the configured ones. */
  sources?: string[];
  /** Static token for API callers, beside the configured ones. */
  token?: string;
  databaseUrl?: string;
  logLevel?: LogLevel;
  /** Folders of plugins beside the configured ones. */
  pluginFolders?: string[];
  env: Record<string, string | undefined>;
  /** Told whenever the state of a source changes. */
  onSource?(status: SourceStatus): void;
}

export interface Portal {
  url: string;
  /** Things that the person who started it should know. */
  notices: string[];
  sources: HarvestCoordinator;
  /** Resolves when every source has been looked at once. */
  harvested(): Promise<void>;
  /** Answers a request without a network; for tests and benches. */
  inject(request: {
    method: 'GET' | 'POST';
    url: string;
    headers?: Record<string, string>;
    payload?: string;
  }): Promise<{ status: number; body: Buffer }>;
  /** Asks the portal's own API, as whoever runs it. @returns `undefined` when nothing is at the path, or it fails */
  ask<T>(path: string): Promise<T | undefined>;
  /** The plugins that are there, with what keeps them from running. */
  plugins(): { id: string; folder: string; error?: string }[];
  /** Has what changed in folders of plugins run. */
  reloadPlugins(): Promise<void>;
  stop(): Promise<void>;
}

/** Who asks when the process itself does. */
const OPERATOR = 'user:default/operator';

const ROOT = resolve(import.meta.dirname, '../../..');
const BUILT_IN = join(ROOT, 'plugins');
const EXAMPLE = join(ROOT, 'examples/callboard.yaml');

/** Starts a portal. @throws {ConfigError} with every problem of the configuration */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  const loaded = loadConfig(options.configFile ?? defaultConfigFile(options), options.env);
  const dataFolder = resolve(options.dataFolder ?? resolve(loaded.folder, loaded.config.data));
  const manifests = openManifestMemory(join(dataFolder, 'cache/manifests.json'));
  const surroundings = readSurroundings(loaded, BUILT_IN, manifests);
  const tokens = readTokens(loaded.config.auth.tokens, options.token);
  const redact = createRedact([...surroundings.secrets, ...tokens.map(({ token }) => token)]);
  const log = createLog(options.logLevel ?? 'warn', redact);
  const ends = new Ends();
  try {
    return await start({ options, loaded, dataFolder, manifests, surroundings, tokens, redact, log, ends });
  } catch (error) {
    await ends.endAll().catch((failure: unknown) => log.warn('what had begun did not end well', { error: failure }));
    throw error;
  }
}

interface Starting {
  options: PortalOptions;
  loaded: LoadedConfig;
  dataFolder: string;
  manifests: ManifestMemory;
  surroundings: Surroundings;
  tokens: StaticToken[];
  redact: Redact;
  log: Log;
  ends: Ends;
}

async function start(starting: Starting): Promise<Portal> {
  const { options, loaded, dataFolder, manifests, tokens, redact, log, ends } = starting;
  const { config } = loaded;
  let side: PluginSide | undefined;
  const health = new HealthBook({ now: Date.now, onSick: (plugin, reason) => side?.switchOff(plugin, reason) });
  const onCall = (plugin: string, call: Call) => health.note(plugin, call);
  const onFailure = (plugin: string, error: unknown) =>
    health.note(plugin, { place: 'elsewhere', name: 'where nobody waits', error: redact(errorText(error)) });
  ends.add(guardProcess(() => side?.folders() ?? [], log, onFailure));
  const at = databaseAddress(options.databaseUrl ?? config.database?.url, dataFolder);
  if (at.dialect === 'sqlite') ends.add(lockDataFolder(dataFolder));
  else makeDataFolder(dataFolder);
  manifests.save();
  const host = options.host ?? config.server.host;
  const port = options.port ?? config.server.port;
  const webHalves = new WebHalves();
  let parts = hostParts([]);
  const pluginsOnWeb = {
    findWebHalf: webHalves.find.bind(webHalves),
    frames: () => parts.frames,
    pages: () => parts.pages,
  };
  const listener = await listen({ host, port, webFolder: join(ROOT, 'packages/web/dist'), pluginsOnWeb, log });
  ends.add(() => listener.close());
  const address = addressOf(config, host, listener.port);

  const data = await openDataSide({
    ...starting,
    at,
    dataFolder,
    sources: options.sources ?? [],
    ...declaredBy(options, loaded),
    version: manifest.version,
    local: address.local,
  });
  const table = new RouteTable();
  const jobStore = createJobStore(data.database);
  const jobs = new JobRunner({
    store: jobStore,
    log,
    openLeadership: (onChange) => openLeadership('jobs', at, log, onChange),
    onRun: onCall,
  });
  const plugins = (side = openPluginSide({
    ...starting,
    builtIn: BUILT_IN,
    pluginFolders: options.pluginFolders ?? [],
    table,
    webHalves,
    health,
    data,
    baseUrl: address.baseUrl,
    jobs,
    onApplied: (running) => {
      data.harvestWith(running);
      parts = hostParts(running);
      events.tellPlugins();
    },
    askTool: (by, path, request) => askInside(listener.app, () => keys.sign(`plugin:${by}`, []), path, request),
  }));
  ends.add(() => plugins.close());
  ends.add(() => jobs.close());
  const keys = await openTokenKeys(data.database, `${address.baseUrl}/api/auth`);
  const events = await openEventStreams(data.changes, (listening) => data.sources.onStatus(listening));
  ends.add(data.bus.on('action', (run) => events.tellAction(run)));
  const authority = createAuthority({
    keys,
    tokens,
    guests: address.guests,
    // A guest of this machine alone is whoever started the portal.
    isClosed: (permission) => !address.local && parts.changing.has(permission),
  });
  addRoutes(starting, { table, data, address, keys, authority, events, plugins, health, jobStore });
  await plugins.open();
  if (options.onSource) data.sources.onStatus(options.onSource);
  await data.sources.open();
  listener.serve(createDispatcher({ table, authority, log, redact, onCall }), () => data.sources.standstill());
  // Whoever waits for the portal to start is answered before it begins to work.
  await setImmediate();
  jobs.start();
  await data.sources.start();
  // First of all the end of what is open for ever, which would keep requests from ending; then no request any more; then the rest.
  ends.add(() => listener.close());
  ends.add(() => events.close());

  let stopped: Promise<void> | undefined;
  return {
    url: address.baseUrl,
    notices: [guestNotice(address, host, tokens.length > 0)],
    sources: data.sources,
    harvested: () => data.sources.settled(),
    plugins: () =>
      plugins.host
        .list()
        .map(({ id, error }) => ({ id, folder: plugins.manager.sourceOf(id) ?? '', ...(error ? { error } : {}) })),
    reloadPlugins: () => plugins.manager.reload(),
    inject: async (request) => {
      const { statusCode, rawPayload } = await listener.app.inject(request);
      return { status: statusCode, body: rawPayload };
    },
    ask: async <T>(url: string) => {
      const authorization = `Bearer ${await keys.sign(OPERATOR, [])}`;
      const { statusCode, payload } = await listener.app.inject({ method: 'GET', url, headers: { authorization } });
      return statusCode === 200 ? (JSON.parse(payload) as T) : undefined;
    },
    stop: () => {
      listener.retire();
      stopped ??= ends.endAll();
      return stopped;
    },
  };
}

interface Parts {
  table: RouteTable;
  data: DataSide;
  address: Address;
}

interface RouteParts extends Parts {
  keys: TokenKeys;
  authority: Authority;
  events: EventStreams;
  plugins: PluginSide;
  health: HealthBook;
  jobStore: JobStore;
}

/** The host's own routes, under its three prefixes. */
function addRoutes(
  { options, loaded }: Starting,
  { table, data, address, keys, authority, events, plugins, health, jobStore }: RouteParts,
): void {
  const { config } = loaded;
  const permissions = new Set(hostPermissions);
  const under = (mount: string) =>
    createHttp(table, { plugin: HOST, mount, mounts: [], permissions, checkOpen: () => undefined });
  const { baseUrl, local, guests } = address;
  const { sources, changes, integrations } = data;
  const openApi = createOpenApi(table, { baseUrl, version: manifest.version });
  addHostRoutes(under('/api/callboard'), {
    facts: { isExample: declaredBy(options, loaded).declaredBy === 'example' },
    events,
    changes,
    openApi,
    plugins: () => plugins.host.list(),
    jobs: () => jobStore.list(),
  });
  addSourceRoutes(under('/api/callboard'), {
    sources,
    integrations,
    allowFolders: local,
    readonly: config.catalog.readonly,
  });
  // A guest of this machine alone is whoever started the portal.
  const mayChange = ({ subject }: Identity) => subject !== GUEST || local;
  addPluginRoutes(under('/api/callboard'), {
    manager: plugins.manager,
    health,
    use: plugins.use,
    mayManage: mayChange,
  });
  addServiceRoutes(under('/api/callboard'), plugins.remote.keys);
  addActionRoutes(under('/api/callboard'), {
    desk: plugins.desk,
    mayAct: mayChange,
    authorize: (identity, permission) => authority.authorize(identity, permission),
  });
  addFactRoutes(under('/api/callboard'), {
    ...plugins.facts,
    authorize: (identity, permission) => authority.authorize(identity, permission),
  });
  addDataTest(under('/api/callboard'), {
    web: createWebReader(data.fetcher),
    records: data.records,
    select: plugins.host.selector.select,
    mayTry: mayChange,
  });
  addWebhookRoutes(under('/api/events'), { sources, integrations, secrets: config.webhooks });
  addIdentityRoutes(under('/api/auth'), { keys, guests, issuer: `${baseUrl}/api/auth` });
}

function declaredBy({ sources }: PortalOptions, { file }: LoadedConfig): Pick<DataSideOptions, 'declaredBy'> {
  if (sources?.length) return { declaredBy: 'command line' };
  return file === EXAMPLE ? { declaredBy: 'example' } : {};
}

function defaultConfigFile(options: PortalOptions): string | undefined {
  if (existsSync('callboard.yaml')) return 'callboard.yaml';
  return options.sources?.length ? undefined : EXAMPLE;
}
