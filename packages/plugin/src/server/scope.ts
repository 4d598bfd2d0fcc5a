import type { CatalogModel, Facts } from '@callboard/core';
import type { Actions } from './actions.ts';
import type { PluginCache } from './cache.ts';
import type { ContributionsAt } from './contributed.ts';
import type { Databases } from './database.ts';
import type { Http } from './http.ts';
import type { Jobs } from './jobs.ts';
import type { Changes, Findings, Records } from './records.ts';
import type { Sources } from './sources.ts';
import type { WebReader } from './web-reader.ts';

/** Lines for whoever keeps the portal running. Messages stay the same each time; what differs is data. Secrets are masked. */
export interface Log {
  debug(message: string, data?: Record<string, unknown>): void;
  info(message: string, data?: Record<string, unknown>): void;
  warn(message: string, data?: Record<string, unknown>): void;
  error(message: string, data?: Record<string, unknown>): void;
}

/** Services that plugins offer each other under string ids; both sides declare the id in their manifests. */
export interface Services {
  offer(id: string, service: unknown): void;
  /** @throws when no running plugin offers it */
  use<T>(id: string): T;
}

/** All that a server half is given. What it registers here ends with the scope, when the plugin is switched off. */
export interface PluginScope<Config = Record<string, unknown>> {
  id: string;
  /** The plugin's own section of the configuration, checked and with defaults filled in. */
  config: Config;
  log: Log;
  http: Http;
  records: Records;
  changes: Changes;
  findings: Findings;
  sources: Sources;
  services: Services;
  database: Databases;
  /** Files of the plugin's own that may be deleted at any time. */
  cache: PluginCache;
  jobs: Jobs;
  actions: Actions;
  facts: Facts;
  web: WebReader;
  contributions: ContributionsAt;
  /** The kinds that this portal knows: built-in and configured. */
  model: CatalogModel;
  /** Portal-wide facts that are no secret. */
  portal: { baseUrl: string; readonly: boolean; entityFilename: string };
  /** Called when the plugin is switched off or the portal stops. */
  onDispose(end: () => void | Promise<void>): void;
}

/** The function that a server module exports: it registers what the plugin does, and is done when that works. */
export type ServerHalf<Config = Record<string, unknown>> = (scope: PluginScope<Config>) => void | Promise<void>;

/** Declares a server half; a plugin's server module has it as its default export. */
export function definePlugin<Config = Record<string, unknown>>(half: ServerHalf<Config>): ServerHalf<Config> {
  return half;
}
