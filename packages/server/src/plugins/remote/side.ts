/** Everything of remote plugins together: which there are, the keys, and the services behind those that run. */
import type { Log, PluginScope } from '@callboard/plugin/server';
import type { LoadedConfig } from '../../config/load.ts';
import { durationMs } from '../../config/schema.ts';
import { createFetcher, type Fetcher } from '../../net/fetcher.ts';
import { fetcherOptions } from '../../net/reading-rules.ts';
import type { Database } from '../../storage/database.ts';
import type { DeclaredOptions } from '../declared/half.ts';
import type { HealthBook } from '../health/health.ts';
import type { FoundPlugin } from '../manifest.ts';
import { askersOf, runRemote } from './half.ts';
import { openServiceKeys, type ServiceKeys } from './keys.ts';
import { Remotes } from './remotes.ts';
import { RemoteService } from './service.ts';
import { RemoteStore } from './store.ts';

export interface RemoteSideOptions {
  loaded: LoadedConfig;
  database: Database;
  /** Reads manifests. */
  fetcher: Fetcher;
  baseUrl: string;
  health: HealthBook;
  log: Log;
  onNews(isShared: boolean): Promise<void>;
}

export interface RemoteSide {
  remotes: Remotes;
  keys: ServiceKeys;
  /** Has the service behind a plugin used. @returns in whose name its data sources are asked */
  run(scope: PluginScope, found: FoundPlugin): DeclaredOptions['askerFor'];
  /** Whether the service behind a plugin is left alone at the moment. */
  isResting(plugin: string): boolean;
  close(): Promise<void>;
}

/** Milliseconds: longer than any action may take. */
const LONGEST = 3_700_000;

export function openRemoteSide(options: RemoteSideOptions): RemoteSide {
  const { loaded, database, baseUrl, health, log } = options;
  const configured = loaded.config.plugins.remote.map(({ url, every }) => ({ url, every: durationMs(every) }));
  const now = () => new Date().toISOString();
  const store = new RemoteStore(database);
  const remotes = new Remotes({ store, configured, fetcher: options.fetcher, log, now, onNews: options.onNews });
  const keys = openServiceKeys(database, baseUrl);
  const { allowPrivate = [] } = fetcherOptions(loaded.config);
  // What is signed is for the service itself: no redirect is followed.
  const fetcher = createFetcher({ allowPrivate, timeoutMs: LONGEST, maxRedirects: 0 });
  const services = new Map<string, RemoteService>();
  return {
    remotes,
    keys,
    run: (scope, { manifest, remote }) => {
      if (!manifest?.remote || !remote) throw new Error('this is no remote plugin');
      const plugin = manifest.id;
      const { base } = remote;
      const onCall = (call: Parameters<HealthBook['note']>[1]) => health.note(plugin, call);
      const service = new RemoteService({
        plugin,
        base,
        settings: manifest.remote,
        fetcher,
        keys,
        now: Date.now,
        onCall: (call) => onCall({ place: 'service', ...call }),
      });
      services.set(plugin, service);
      scope.onDispose(() => void services.delete(plugin));
      runRemote(scope, { manifest, base, service });
      return askersOf({ manifest, base, service });
    },
    isResting: (plugin) => services.get(plugin)?.isResting ?? false,
    close: async () => {
      remotes.close();
      await fetcher.close();
    },
  };
}
