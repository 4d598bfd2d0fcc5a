/** What the main thread and the harvest worker say to each other. */
import type { JsonObject, KindDefinition } from '@callboard/core';
import type { HarvestPolicy, Preview } from '@callboard/plugin/server';
import type { FetcherOptions } from '../net/fetcher.ts';
import type { Integrations, Proposal, ProposedCommit, ScanHint, SourceSpec } from '../sources/source.ts';
import type { DatabaseAddress } from '../storage/database.ts';
import type { HarvestOutcome, HarvestSettings } from './engine.ts';

export interface WorkerData {
  address: DatabaseAddress;
  /** Modules whose default export is a harvester, with the settings of their plugins. */
  harvesters: { plugin: string; module: string; config: JsonObject }[];
  /** Modules whose default export is a processor of entities. */
  processors: { plugin: string; id: string; module: string; appliesTo?: string; config: JsonObject }[];
  /** Definitions of configured kinds. */
  kinds: KindDefinition[];
  policy: HarvestPolicy;
  settings: HarvestSettings;
  cacheFolder: string;
  fetcher: FetcherOptions;
  integrations: Integrations;
  maxFileBytes: number;
}

export type WorkerRequest =
  | { id: number; op: 'harvest'; spec: SourceSpec; hint?: ScanHint }
  | { id: number; op: 'preview'; spec: SourceSpec }
  | { id: number; op: 'read'; spec: SourceSpec; repository: string; path: string }
  | { id: number; op: 'propose'; spec: SourceSpec; repository: string; proposal: Proposal };

export type WorkerMessage =
  | { type: 'ready' }
  /** Nothing new, but the thread is not stuck. */
  | { type: 'alive' }
  | { type: 'progress'; id: number; done: number; total: number }
  | { type: 'commit'; id: number; seq: number }
  | { type: 'result'; id: number; result: HarvestOutcome | Preview | ProposedCommit | string }
  | {
      type: 'error';
      id: number;
      error: { name: string; message: string; code?: string; hint?: string; stack?: string };
    }
  | { type: 'log'; level: 'info' | 'warn' | 'error' | 'debug'; message: string; data?: Record<string, unknown> };
