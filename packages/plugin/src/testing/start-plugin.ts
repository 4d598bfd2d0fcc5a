import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { endWithTest } from './end-with-test.ts';
import { startProcess } from './portal-process.ts';

export interface StartPluginOptions {
  /** Settings of the plugin. */
  config?: Record<string, unknown>;
  /** What is in the catalog: entities as in a `catalog-info.yaml`. */
  entities?: readonly object[];
  /** Folders of further plugins that it needs. */
  plugins?: readonly string[];
}

export interface StartedPlugin {
  /** Of the portal: `http://127.0.0.1:40123`. */
  url: string;
  /** That callers of its API may use. */
  token: string;
  /** What the plugin's route answers. @throws when it answers with an error */
  get(path: string): Promise<unknown>;
  post(path: string, body?: unknown): Promise<unknown>;
  /** Any route of the portal, such as `/api/catalog/entities`, with the token. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** What the portal has logged so far, a line each. */
  log(): string[];
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const TOKEN = 'token-for-plugin-tests';
/** Milliseconds between two looks at whether the portal has read its catalog. */
const EVERY = 30;

/**
 * Starts a portal with the plugin in a folder. It ends with the test that it is started in, where the runner is Vitest or Node's own.
 * @throws with the reason when the plugin does not run
 */
export async function startPlugin(folder: string, options: StartPluginOptions = {}): Promise<StartedPlugin> {
  const work = mkdtempSync(join(tmpdir(), 'callboard-plugin-'));
  const configFile = join(work, 'callboard.yaml');
  const catalog = join(work, 'catalog');
  mkdirSync(catalog);
  writeFileSync(
    join(catalog, 'catalog-info.yaml'),
    (options.entities ?? []).map((one) => stringify(one)).join('---\n'),
  );
  const folders = [folder, ...(options.plugins ?? [])].map((path) => resolve(path));
  const id = basename(resolve(folder));
  const config = { plugins: { folders, config: options.config ? { [id]: options.config } : {} } };
  writeFileSync(configFile, stringify({ ...config, sources: [{ type: 'folder', target: catalog, repository: true }] }));
  const portal = await startProcess({ configFile, dataFolder: join(work, 'data'), token: TOKEN });
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= portal.stop().finally(() => rmSync(work, { recursive: true, force: true })));
  const call = (path: string, init: RequestInit = {}) => {
    const type = typeof init.body === 'string' ? { 'content-type': 'application/json' } : {};
    const headers = { authorization: `Bearer ${TOKEN}`, ...type, ...(init.headers as Record<string, string>) };
    return fetch(new URL(path, portal.url), { ...init, headers });
  };
  const own = (path: string, init?: RequestInit) => call(`/api/${id}${path}`, init).then(contentOf);
  try {
    await untilReady(id, call);
  } catch (error) {
    await stop();
    throw error;
  }
  await endWithTest(stop);
  return {
    url: portal.url,
    token: TOKEN,
    get: (path) => own(path),
    post: (path, body) => own(path, { method: 'POST', body: JSON.stringify(body ?? {}) }),
    fetch: call,
    log: portal.log,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function untilReady(id: string, call: StartedPlugin['fetch']): Promise<void> {
  const { items } = (await contentOf(await call('/api/callboard/plugins'))) as {
    items: { id: string; error?: string }[];
  };
  const plugin = items.find((one) => one.id === id);
  if (!plugin) throw new Error(`no plugin ${id} is there: its id has to be the name of its folder`);
  if (plugin.error) throw new Error(`${id} does not run: ${plugin.error}`);
  for (;;) {
    const { items: sources } = (await contentOf(await call('/api/callboard/sources'))) as {
      items: { state: string }[];
    };
    if (sources.every(({ state }) => state !== 'new' && state !== 'harvesting')) return;
    await sleep(EVERY);
  }
}

async function contentOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url} answers ${response.status}: ${text}`);
  return response.headers.get('content-type')?.includes('json') ? (JSON.parse(text) as unknown) : text;
}
