/** The HTTP side of a portal without the rest, for tests: routes are added, requests are answered without a network. */
import type { Http, Identity, Log } from '@callboard/plugin/server';
import type { FastifyInstance } from 'fastify';
import { createRedact } from '../redact.ts';
import { createDispatcher, type Authority } from './dispatch.ts';
import { createHttp, RouteTable } from './router.ts';
import { createHttpServer } from './server.ts';

export interface TestApi {
  app: FastifyInstance;
  table: RouteTable;
  /** The `http` of the plugin `stage`, which has the permission `stage.read`. */
  http: Http;
  /** What was logged as an error. */
  errors: { message: string; data: Record<string, unknown> | undefined }[];
}

export interface TestApiOptions {
  authority?: Authority;
  webFolder?: string;
  secrets?: string[];
}

const kim: Identity = { type: 'user', subject: 'user:default/kim', ownership: [] };

export async function createTestApi({ authority, webFolder, secrets }: TestApiOptions = {}): Promise<TestApi> {
  const table = new RouteTable();
  const errors: TestApi['errors'] = [];
  const log: Log = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: (message, data) => void errors.push({ message, data }),
  };
  const anybody: Authority = { identify: async () => kim, authorize: () => undefined };
  const redact = createRedact(secrets);
  const dispatch = createDispatcher({ table, authority: authority ?? anybody, log, redact });
  const app = await createHttpServer({
    dispatcher: () => dispatch,
    ...(webFolder ? { webFolder } : {}),
    readiness: () => ({ ok: true }),
    log,
  });
  const permissions = new Set(['stage.read']);
  const http = createHttp(table, {
    plugin: 'stage',
    mount: '/api/stage',
    mounts: [],
    permissions,
    checkOpen: () => undefined,
  });
  return { app, table, http, errors };
}
