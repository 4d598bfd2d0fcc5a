/** The portal's address, taken as soon as it starts: whoever comes before there is something to answer with waits a little. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import type { Log } from '@callboard/plugin/server';
import type { FastifyInstance } from 'fastify';
import type { Dispatch } from './dispatch.ts';
import type { PluginsOnWeb } from './web-files.ts';
import { closeHttpServer, createHttpServer } from './server.ts';

export interface Listener {
  /** The port that it listens on. */
  port: number;
  app: FastifyInstance;
  /**
   * From now on requests are answered.
   * @param complaint what does not work although requests are answered; `undefined` when all is well
   */
  serve(dispatch: Dispatch, complaint?: () => string | undefined): void;
  /** From now on the portal is not ready any more, though it still answers. */
  retire(): void;
  close(): Promise<void>;
}

export interface ListenerOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  webFolder: string;
  pluginsOnWeb?: PluginsOnWeb;
  log: Log;
  /** Milliseconds for which a request waits for a portal that starts. */
  patience?: number;
}

const PATIENCE = 15_000;

/** @throws the error of the system when the address cannot be had, with its `code`, `address` and `port` */
export async function listen(options: ListenerOptions): Promise<Listener> {
  const { host, port, webFolder, pluginsOnWeb = {}, log, patience = PATIENCE } = options;
  let dispatch: Dispatch | undefined;
  let complaint: (() => string | undefined) | undefined;
  let retired = false;
  const begun = Promise.withResolvers<void>();
  async function soon(): Promise<Dispatch | undefined> {
    await Promise.race([begun.promise, sleep(patience, undefined, { ref: false })]);
    return dispatch;
  }
  const readiness = () => {
    if (retired) return { ok: false, message: 'Backend is shutting down' };
    if (!dispatch) return { ok: false, message: 'Backend has not started yet' };
    const message = complaint?.();
    return message === undefined ? { ok: true } : { ok: false, message };
  };
  const app = await createHttpServer({
    dispatcher: () => dispatch ?? soon(),
    webFolder,
    pluginsOnWeb,
    readiness,
    log,
  });
  await app.listen({ host, port });
  let closed: Promise<void> | undefined;
  return {
    port: (app.server.address() as AddressInfo).port,
    app,
    serve: (dispatcher, complains) => {
      dispatch = dispatcher;
      complaint = complains;
      begun.resolve();
    },
    retire: () => {
      retired = true;
    },
    close: () => {
      begun.resolve();
      closed ??= closeHttpServer(app);
      return closed;
    },
  };
}
