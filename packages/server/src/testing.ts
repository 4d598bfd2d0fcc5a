/** Whole portals for tests: the real thing on a free port, with a data folder of its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { stringify } from 'yaml';
import { startPortal, type Portal } from './portal.ts';

export interface TestPortalOptions {
  /** `sqlite`, or the URL of a PostgreSQL server on which a database is made for this portal. */
  database?: string;
  /** Folders, git URLs or file URLs. */
  sources?: string[];
  /** Further configuration, as in `callboard.yaml`. */
  config?: Record<string, unknown>;
  /** Keep data of an earlier portal: its `dataFolder` and `databaseUrl`. */
  again?: { dataFolder: string; databaseUrl?: string };
  /** `error` unless told; `silent` for tests in which things fail on purpose. */
  logLevel?: 'error' | 'silent';
}

export interface TestPortal {
  url: string;
  /** Static token that the portal knows. */
  token: string;
  portal: Portal;
  dataFolder: string;
  databaseUrl?: string;
  /** Looks at every source and resolves when what was found is visible. */
  harvest(): Promise<void>;
  /** GET or the given method, with the token; parsed when JSON. */
  request(path: string, init?: RequestInit): Promise<{ status: number; body: unknown; headers: Headers }>;
  /** Stops the portal; its data stays when `keep` is set. */
  stop(options?: { keep?: boolean }): Promise<void>;
}

const TOKEN = 'token-for-tests-only';

/** Starts a portal and waits until every source has been harvested once. Guest sign-in is off unless the config says otherwise. */
export async function startCallboard(options: TestPortalOptions = {}): Promise<TestPortal> {
  const dataFolder = options.again?.dataFolder ?? mkdtempSync(join(tmpdir(), 'callboard-test-'));
  const databaseUrl =
    options.again?.databaseUrl ??
    (options.database && options.database !== 'sqlite' ? await createDatabase(options.database) : undefined);
  const configFile = join(dataFolder, 'callboard.yaml');
  writeFileSync(configFile, stringify({ auth: { guest: false }, sources: [], ...options.config }));
  const portal = await startPortal({
    port: 0,
    dataFolder,
    configFile,
    token: TOKEN,
    logLevel: options.logLevel ?? 'error',
    env: process.env,
    ...(options.sources ? { sources: options.sources } : {}),
    ...(databaseUrl ? { databaseUrl } : {}),
  });
  await portal.harvested();
  return {
    url: portal.url,
    token: TOKEN,
    portal,
    dataFolder,
    ...(databaseUrl ? { databaseUrl } : {}),
    harvest: async () => {
      for (const source of await portal.sources.list()) await portal.sources.harvest(source.id);
    },
    request: async (path, init = {}) => {
      const headers = {
        authorization: `Bearer ${TOKEN}`,
        ...(init.body ? { 'content-type': 'application/json' } : {}),
        ...(init.headers as Record<string, string> | undefined),
      };
      const response = await fetch(new URL(path, portal.url), { ...init, headers });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
      return {
        status: response.status,
        body: isJson ? (JSON.parse(text) as unknown) : text,
        headers: response.headers,
      };
    },
    stop: async ({ keep } = {}) => {
      await portal.stop();
      if (keep) return;
      rmSync(dataFolder, { recursive: true, force: true });
      if (databaseUrl && options.database) await dropDatabase(options.database, databaseUrl);
    },
  };
}

/** Makes an empty database on a PostgreSQL server. @returns its URL */
export async function createDatabase(serverUrl: string): Promise<string> {
  const name = `callboard_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  await withServer(serverUrl, (client) => client.query(`CREATE DATABASE ${name}`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

export async function dropDatabase(serverUrl: string, databaseUrl: string): Promise<void> {
  const name = new URL(databaseUrl).pathname.slice(1);
  await withServer(serverUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}

async function withServer(serverUrl: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
