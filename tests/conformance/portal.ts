/** A real portal over a copy of the fixture repositories, and a web server whose files can be registered as locations. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CatalogClient } from '@backstage/catalog-client';
import { startCallboard, type TestPortal } from '@callboard/server/testing';

export interface FileServer {
  /** Without a slash at the end. */
  url: string;
  /** Path → text; what is not here is not found. */
  files: Map<string, string>;
  stop(): Promise<void>;
}

export interface ConformancePortal extends TestPortal {
  client: CatalogClient;
  options: { token: string };
  /** Folder of the repositories, to be changed at will. */
  folder: string;
  web: FileServer;
  /** GET or another method; the parsed body with status and headers. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: never; headers: Headers }>;
}

/** Databases that the suite runs on: SQLite always, PostgreSQL where CALLBOARD_TEST_PG names one. */
export const databases = [
  'sqlite',
  ...(process.env['CALLBOARD_TEST_PG'] ? [process.env['CALLBOARD_TEST_PG']] : []),
].map((url) => ({ name: url === 'sqlite' ? 'SQLite' : 'PostgreSQL', url }));

export async function startPortal(database: string, config: Record<string, unknown> = {}): Promise<ConformancePortal> {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-conformance-'));
  cpSync(join(import.meta.dirname, 'fixtures/repositories'), folder, { recursive: true });
  const web = await serveFiles();
  const host = new URL(web.url).host;
  const reading = { allow: [{ host }], allowPrivate: [host, '127.0.0.1'] };
  const portal = await startCallboard({
    database,
    sources: [folder],
    config: { harvest: { watch: false }, reading, ...config },
  });
  const client = new CatalogClient({ discoveryApi: { getBaseUrl: async (plugin) => `${portal.url}/api/${plugin}` } });
  return {
    ...portal,
    client,
    options: { token: portal.token },
    folder,
    web,
    call: async (method, path, body, headers) => {
      const init = {
        method,
        redirect: 'manual' as const,
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        ...(headers && { headers }),
      };
      return (await portal.request(path, init)) as { status: number; body: never; headers: Headers };
    },
    stop: async (options) => {
      await portal.stop(options);
      await web.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function serveFiles(): Promise<FileServer> {
  const files = new Map<string, string>();
  const server = createServer((request, response) => {
    const text = files.get(request.url ?? '');
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': 'text/yaml' });
    response.end(text);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
