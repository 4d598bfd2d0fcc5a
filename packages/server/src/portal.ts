/** A whole portal in one process: opens the database, starts plugins, serves, harvests. */
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createModel } from '@callboard/core';
import type { Log, SourceStatus } from '@callboard/plugin/server';
import { loadConfig, type LoadedConfig } from './config/load.ts';
import { durationMs } from './config/schema.ts';
import { HarvestCoordinator } from './harvest/coordinator.ts';
import { HarvestWorker } from './harvest/worker-client.ts';
import { createDispatcher } from './http/dispatch.ts';
import { createEventStreams } from './http/events.ts';
import { addHostRoutes, addWebhookRoutes, hostPermissions } from './http/host-routes.ts';
import { openApiDocument } from './http/openapi.ts';
import { createHttp, RouteTable } from './http/router.ts';
import { createHttpServer } from './http/server.ts';
import { docsPage } from './http/docs-page.ts';
import { checkGuestRequest, createAuthority } from './identity/authority.ts';
import { openTokenKeys } from './identity/keys.ts';
import { addIdentityRoutes } from './identity/routes.ts';
import { lockDataFolder } from './instance-lock.ts';
import { createLog } from './log.ts';
import { createFetcher } from './net/fetcher.ts';
import { PluginHost } from './plugins/host.ts';
import { findPlugins } from './plugins/manifest.ts';
import { declaredSources, workerData } from './settings.ts';
import { openBus } from './storage/bus.ts';
import { ChangeLog } from './storage/changes.ts';
import { databaseAddress, openDatabase } from './storage/database.ts';
import { createFindings } from './storage/findings.ts';
import { migrate } from './storage/migrate.ts';
import { RecordStore } from './storage/records.ts';

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
  logLevel?: 'debug' | 'info' | 'warn' | 'error' | 'silent';
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
  inject(request: { method: 'GET' | 'POST'; url: string; headers?: Record<string, string>; payload?: string }): Promise<{ status: number; body: Buffer }>;
  stop(): Promise<void>;
}

const ROOT = resolve(import.meta.dirname, '../../..');
const VERSION = '0.1.0';
const LOOPBACK = /^(127\.|localhost$|::1$|\[::1\]$)/;

/** Starts a portal. @throws {ConfigError} with every problem of the configuration */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  const loaded = loadConfig(options.configFile ?? defaultConfigFile(options), options.env);
  const { config } = loaded;
  const log = createLog(options.logLevel ?? 'warn');
  const dataFolder = resolve(options.dataFolder ?? resolve(loaded.folder, config.data));
  mkdirSync(dataFolder, { recursive: true });
  const ends: (() => unknown)[] = [];
  try {
    return await start({ options, loaded, log, dataFolder, ends });
  } catch (error) {
    await endAll(ends);
    throw error;
  }
}

interface Starting {
  options: PortalOptions;
  loaded: LoadedConfig;
  log: Log;
  dataFolder: string;
  ends: (() => unknown)[];
}

async function start({ options, loaded, log, dataFolder, ends }: Starting): Promise<Portal> {
  const { config } = loaded;
  const host = options.host ?? config.server.host;
  const address = databaseAddress(options.databaseUrl ?? config.database?.url, dataFolder);
  if (address.dialect === 'sqlite') ends.push(lockDataFolder(dataFolder));
  const database = openDatabase(address);
  ends.push(() => database.close());
  await migrate(database);

  const bus = openBus(address, log);
  ends.push(() => bus.close());
  const changes = new ChangeLog(database, log);
  ends.push(() => changes.close());
  bus.on('change', () => changes.wake());

  const plugins = findPlugins([join(ROOT, 'plugins'), ...config.plugins.folders.map((folder) => resolve(loaded.folder, folder))]).filter(({ id }) => !config.plugins.disabled.includes(id));
  const declared = declaredSources(loaded, options.sources ?? []);
  const worker = workerData(loaded, { address, plugins, declared, dataFolder, version: VERSION });
  const sources = new HarvestCoordinator({
    database,
    changes,
    bus,
    worker: new HarvestWorker(worker, log),
    environment: { cacheFolder: worker.cacheFolder, fetcher: createFetcher(worker.fetcher), integrations: worker.integrations, limits: { fileBytes: worker.maxFileBytes }, log },
    log,
    declared,
    every: (type) => durationMs(type === 'folder' || type === 'file' ? config.harvest.folderEvery : config.harvest.every),
    watch: config.harvest.watch,
    now,
  });
  ends.push(() => sources.close());

  const table = new RouteTable();
  const state = { ready: false, stopping: false };
  const port = await listenablePort(options.port ?? config.server.port);
  const baseUrl = config.server.baseUrl ?? `http://${host.includes(':') ? `[${host}]` : LOOPBACK.test(host) ? 'localhost' : host}:${port}`;
  const records = new RecordStore(database, {
    now,
    onCommit: (seq) => sources.committed(seq),
    onRemoved: (ids) => ids.forEach((id) => void sources.harvest(id).catch((error: unknown) => log.warn('a harvest failed', { source: id, error: String(error) }))),
  });
  const pluginHost = new PluginHost({
    table,
    records,
    changes,
    findings: createFindings(database),
    sources,
    model: createModel({ kinds: worker.kinds }),
    portal: { baseUrl, readonly: config.catalog.readonly, entityFilename: config.catalog.import.entityFilename },
    log,
    config: config.plugins.config,
  });
  ends.push(() => pluginHost.close());

  const guest = config.auth.guest ?? LOOPBACK.test(host);
  const issuer = `${baseUrl}/api/auth`;
  const keys = await openTokenKeys(database, issuer);
  const hosts = new Set(['localhost', '127.0.0.1', '[::1]', new URL(baseUrl).hostname, ...(LOOPBACK.test(host) ? [] : [host])]);
  const tokens = [...config.auth.tokens, ...(options.token ? [{ subject: 'callboard-token', token: options.token }] : [])];
  const authority = createAuthority({ keys, guest, tokens, hosts });
  const events = createEventStreams(changes, (listener) => sources.onStatus(listener));
  ends.push(() => events.close());

  const scope = (mount: string) => createHttp(table, { plugin: 'callboard', mount, mounts: [], permissions: new Set(hostPermissions) });
  const hostOptions = { sources, events, changes, plugins: () => pluginHost.list(), webhookSecrets: config.webhooks, allowFolders: LOOPBACK.test(host), readonly: config.catalog.readonly, openApi: () => openApiDocument(table, { baseUrl, version: VERSION }) };
  addHostRoutes(scope('/api/callboard'), hostOptions);
  addWebhookRoutes(scope('/api/events'), hostOptions);
  addIdentityRoutes(scope('/api/auth'), { keys, guest, issuer, checkGuest: (headers) => checkGuestRequest(headers, hosts) });

  const app = await createHttpServer({
    dispatch: createDispatcher(table, authority, log) as never,
    webFolder: join(ROOT, 'packages/web/dist'),
    readiness: () => (state.ready && !state.stopping ? { ok: true } : { ok: false, message: state.stopping ? 'Backend is shutting down' : 'Backend has not started yet' }),
    docsPage: () => docsPage(openApiDocument(table, { baseUrl, version: VERSION })),
  });
  ends.push(() => app.close());
  await app.listen({ host, port });
  await pluginHost.start(plugins);
  if (options.onSource) sources.onStatus(options.onSource);
  await sources.start();
  state.ready = true;

  return {
    url: baseUrl.replace(/:0$/, `:${(app.server.address() as { port: number }).port}`),
    notices: noticesOf({ guest, host, tokens: tokens.length, hasConfig: loaded.file !== undefined }),
    sources,
    harvested: () => sources.settled(),
    inject: async (request) => {
      const { statusCode, rawPayload } = await app.inject(request);
      return { status: statusCode, body: rawPayload };
    },
    stop: async () => {
      state.stopping = true;
      await endAll(ends);
    },
  };
}

function now(): string {
  return new Date().toISOString();
}

/** Ends everything in the reverse order, whatever of it fails. @throws the first failure */
async function endAll(ends: (() => unknown)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const end of ends.splice(0).reverse()) {
    try {
      await end();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length) throw failures[0];
}

function defaultConfigFile(options: PortalOptions): string | undefined {
  if (options.sources?.length) return existsSync('callboard.yaml') ? 'callboard.yaml' : undefined;
  return existsSync('callboard.yaml') ? 'callboard.yaml' : join(ROOT, 'examples/callboard.yaml');
}

/** Port 0 is settled before the routes need the URL. */
async function listenablePort(port: number): Promise<number> {
  if (port !== 0) return port;
  const { createServer } = await import('node:net');
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const free = (probe.address() as { port: number }).port;
  await new Promise((done) => probe.close(done));
  return free;
}

function noticesOf(facts: { guest: boolean; host: string; tokens: number; hasConfig: boolean }): string[] {
  const notices: string[] = [];
  if (facts.guest && !LOOPBACK.test(facts.host)) notices.push(`Guest sign-in is ON while listening on ${facts.host}: everybody who reaches this address can see and change everything. Set auth.guest: false unless that is meant.`);
  else if (facts.guest) notices.push('Guest sign-in is on: everybody on this machine is let in without signing in (auth.guest).');
  else notices.push(`Guest sign-in is off: ${facts.tokens ? 'a token is needed' : 'no token is configured, so nobody can sign in; set auth.tokens or CALLBOARD_TOKEN'}.`);
  return notices;
}
