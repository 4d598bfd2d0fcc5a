/** What a server half is given. Everything that it registers here ends with the scope. */
import type { Manifest } from '@callboard/core';
import type { Changes, ContributionsAt, Log, PluginScope } from '@callboard/plugin/server';
import { createHttp, type RouteTable } from '../http/router.ts';
import { errorText } from '../error-text.ts';
import type { Call } from './health/health.ts';
import type { ServiceTable } from './service-table.ts';

/** The part of a scope that is the same for all plugins. */
export type SharedScope = Pick<
  PluginScope,
  'records' | 'changes' | 'findings' | 'sources' | 'model' | 'portal' | 'log' | 'web'
> & {
  /** Makes the part of a scope that is the plugin's own and ends with it. */
  own(plugin: OwnScopeOptions): Pick<PluginScope, 'database' | 'jobs' | 'actions' | 'facts' | 'cache'>;
};

export interface OwnScopeOptions {
  plugin: string;
  /** @throws when the plugin has ended */
  checkOpen(): void;
  onDispose(end: () => Promise<void>): void;
}

export interface ScopeOptions {
  shared: SharedScope;
  table: RouteTable;
  services: ServiceTable;
  contributions: ContributionsAt;
  config: Record<string, unknown>;
  patience: Patience;
  /** Told of every batch of changes that the plugin was given. */
  onCall(call: Call): void;
}

/** Milliseconds that a plugin may take … */
export interface Patience {
  /** … to start. */
  start: number;
  /** … to handle a batch of changes: whoever writes waits for it. */
  follow: number;
  /** … to end each thing that it registered. */
  end: number;
}

export interface OpenScope {
  scope: PluginScope;
  /** Takes back everything. @param onFailure told of each thing that does not end well */
  end(onFailure: (error: unknown) => void): Promise<void>;
}

export function openScope(manifest: Manifest, options: ScopeOptions): OpenScope {
  const { shared, table, services, contributions, config, patience, onCall } = options;
  const { id } = manifest;
  const { changes, log, own, ...rest } = shared;
  const disposers: (() => unknown)[] = [];
  let open = true;
  const checkOpen = () => {
    if (!open) throw new Error(`${id}: the plugin has ended and cannot register anything any more`);
  };
  const onDispose = (end: () => unknown) => {
    checkOpen();
    disposers.push(end);
  };
  const scope: PluginScope = {
    ...rest,
    ...own({ plugin: id, checkOpen, onDispose }),
    contributions,
    id,
    config,
    log: withPlugin(log, id),
    http: createHttp(table, {
      plugin: id,
      mount: `/api/${id}`,
      mounts: manifest.mounts,
      permissions: new Set(manifest.contributes.permissions.map((permission) => permission.id)),
      checkOpen,
    }),
    changes: {
      head: () => changes.head(),
      read: (query) => changes.read(query),
      applied: (seq) => changes.applied(seq),
      follow: (name, from, handler) => {
        checkOpen();
        const work = noted(inTime(handler, patience.follow), name, onCall);
        const stop = changes.follow(`${id}/${name}`, from, work);
        disposers.push(stop);
        return stop;
      },
    },
    services: {
      offer: (service, implementation) => {
        checkOpen();
        services.offer(manifest, service, implementation);
      },
      use: <T>(service: string) => services.use<T>(manifest, service),
    },
    onDispose,
  };
  return {
    scope,
    end: async (onFailure) => {
      open = false;
      table.removePlugin(id);
      services.remove(id);
      for (const dispose of disposers.splice(0).reverse()) {
        try {
          await within(patience.end, dispose(), 'what the plugin registered does not end');
        } catch (error) {
          onFailure(error);
        }
      }
    },
  };
}

/** The result of some work, if it comes in time. */
export async function within<T>(milliseconds: number, work: T | Promise<T>, complaint: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${complaint} within ${milliseconds / 1000} s`)), milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

type Follower = Parameters<Changes['follow']>[2];

/** A handler that fails when it takes too long, and never runs twice at once. */
function inTime(handler: Follower, limit: number): Follower {
  let running: Promise<void> | undefined;
  const complaint = 'a batch of changes has not been handled';
  return async (batch) => {
    if (running) await within(limit, running, complaint);
    running = Promise.resolve(handler(batch)).finally(() => {
      running = undefined;
    });
    await within(limit, running, complaint);
  };
}

function noted(handler: Follower, name: string, onCall: ScopeOptions['onCall']): Follower {
  return async (batch) => {
    const began = performance.now();
    const call = () => ({ place: 'changes', name, milliseconds: performance.now() - began }) as const;
    try {
      await handler(batch);
    } catch (error) {
      onCall({ ...call(), error: errorText(error) });
      throw error;
    }
    onCall(call());
  };
}

function withPlugin(log: Log, plugin: string): Log {
  return {
    debug: (message, data) => log.debug(message, { ...data, plugin }),
    info: (message, data) => log.info(message, { ...data, plugin }),
    warn: (message, data) => log.warn(message, { ...data, plugin }),
    error: (message, data) => log.error(message, { ...data, plugin }),
  };
}
