/** The portal's address, taken as soon as it starts: until there is something to answer with, it says so. */
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
}

/** @throws the error of the system when the address cannot be had, with its `code`, `address` and `port` */
export async function listen({ host, port, webFolder, pluginsOnWeb = {}, log }: ListenerOptions): Promise<Listener> {
  let dispatch: Dispatch | undefined;
  let complaint: (() => string | undefined) | undefined;
  let retired = false;
  const readiness = () => {
    if (retired) return { ok: false, message: 'Backend is shutting down' };
    if (!dispatch) return { ok: false, message: 'Backend has not started yet' };
    const message = complaint?.();
    return message === undefined ? { ok: true } : { ok: false, message };
  };
  const app = await createHttpServer({
    dispatcher: () => dispatch,
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
    },
    retire: () => {
      retired = true;
    },
    close: () => {
      closed ??= closeHttpServer(app);
      return closed;
    },
  };
}
