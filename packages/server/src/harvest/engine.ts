/** One harvest of one source: what changed in its repositories, read, compared and written. Runs in the harvest worker. */
import { createHash } from 'node:crypto';
import type { CatalogModel } from '@callboard/core';
import type { HarvestPolicy, Log } from '@callboard/plugin/server';
import type { ScanHint, Source } from '../sources/source.ts';
import { SourceError } from '../sources/source-error.ts';
import type { Database } from '../storage/database.ts';
import { OutdatedPlan, SourceGone } from './commit.ts';
import { syncDerivedSources } from './derived.ts';
import { harvestRepositories } from './repositories.ts';
import type { HarvesterInstance } from './reading.ts';
import type { RemovalGuard } from './removals.ts';
import { failureOfRepositories, failureOfTarget, setSourceError, type Failure } from './state.ts';

export interface HarvestSettings {
  descriptors: string[];
  exclude: string[];
  maxFiles: number;
  removalGuard: RemovalGuard;
  /** What becomes of records that no file makes any more. */
  orphans: 'delete' | 'keep';
  /** Hash of the configuration that a result depends on. */
  fingerprint: string;
}

export interface HarvestRequest {
  source: { id: string; type: string; target: string };
  hint?: ScanHint;
}

export interface HarvestOutcome {
  /** Number of the last change written; 0 when nothing visible changed. */
  seq: number;
  /** No row was written. */
  unchanged: boolean;
  repositories: number;
  read: number;
  held: number;
  /** Sources that files name came or went. */
  sourcesChanged: boolean;
  /** Whether the source itself could be seen; single repositories may have failed all the same. */
  scanned: boolean;
  error?: Failure;
}

export interface EngineEnvironment {
  database: Database;
  harvesters: HarvesterInstance[];
  /** Harvesters that could not be loaded are missing: what they once found stays. */
  incomplete: boolean;
  model: CatalogModel;
  policy: HarvestPolicy;
  settings: HarvestSettings;
  log: Log;
  readOutside(url: string): Promise<string>;
  onProgress(done: number, total: number): void;
  /** Called after each transaction that changed something visible. */
  onCommit(seq: number): void;
  now(): string;
}

const ATTEMPTS = 5;

/** @throws what is neither the source's fault nor a repository's, such as a database that is full */
export async function harvestSource(
  source: Source,
  request: HarvestRequest,
  environment: EngineEnvironment,
): Promise<HarvestOutcome> {
  const { database } = environment;
  const outcome: HarvestOutcome = {
    seq: 0,
    unchanged: true,
    repositories: 0,
    read: 0,
    held: 0,
    sourcesChanged: false,
    scanned: true,
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      await lookOnce(source, request, environment, outcome);
      break;
    } catch (error) {
      if (error instanceof SourceGone) return outcome;
      // A person wrote at the same time: compare with what is stored now.
      if (!(error instanceof OutdatedPlan) || attempt === ATTEMPTS) throw error;
    }
  }
  if (!outcome.unchanged) {
    const seq = await syncDerivedSources(database, environment.now());
    outcome.sourcesChanged = seq !== undefined;
    outcome.seq = Math.max(outcome.seq, seq ?? 0);
  }
  if (await setSourceError(database, request.source.id, outcome.error, environment.now())) outcome.unchanged = false;
  return outcome;
}

async function lookOnce(
  source: Source,
  request: HarvestRequest,
  environment: EngineEnvironment,
  outcome: HarvestOutcome,
): Promise<void> {
  delete outcome.error;
  outcome.scanned = true;
  try {
    const { repositories, complete } = await source.scan(request.hint);
    await harvestRepositories(
      { source, request, environment, outcome, fingerprint: fingerprintOf(source, environment) },
      repositories,
      complete,
    );
    const failure =
      (await failureOfRepositories(environment.database, request.source.id)) ??
      (await failureOfTarget(environment.database, request.source));
    if (failure) outcome.error = failure;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    outcome.scanned = false;
    outcome.error = { code: error.code, message: error.message, hint: error.hint };
  }
}

/** Hash of everything but the repository that a result depends on. */
function fingerprintOf(source: Source, { settings, harvesters }: EngineEnvironment): string {
  const versions = harvesters.map(({ harvester }) => [harvester.type, harvester.version]);
  const parts = [settings.fingerprint, settings.descriptors, settings.exclude, source.origin, versions];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
