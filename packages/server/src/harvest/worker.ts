/** The harvest worker: a thread of its own with its own connection, so that reads never wait behind a harvest. */
import { parentPort, workerData } from 'node:worker_threads';
import { createModel } from '@callboard/core';
import type { EntityProcessor, Harvester, Log } from '@callboard/plugin/server';
import type { JsonObject } from '@callboard/core';
import { createFetcher } from '../net/fetcher.ts';
import { shareKit } from '../plugins/kit-modules.ts';
import { openSource, SourceError, type Source, type SourceEnvironment, type SourceSpec } from '../sources/source.ts';
import { readUrlText } from '../sources/url/read-url.ts';
import { openDatabase, storageError } from '../storage/database.ts';
import { harvestSource, type EngineEnvironment } from './engine.ts';
import { previewSource } from './preview.ts';
import { withProcessors, type ProcessorInstance } from './processors.ts';
import type { HarvesterInstance } from './reading.ts';
import type { WorkerData, WorkerMessage, WorkerRequest } from './protocol.ts';

/** Milliseconds between two messages about progress. */
const PROGRESS_EVERY = 100;

const data = workerData as WorkerData;
const port = parentPort!;
/** Milliseconds. */
const ALIVE_EVERY = 5000;

const log: Log = {
  debug: (message, extra) => post({ type: 'log', level: 'debug', message, ...(extra ? { data: extra } : {}) }),
  info: (message, extra) => post({ type: 'log', level: 'info', message, ...(extra ? { data: extra } : {}) }),
  warn: (message, extra) => post({ type: 'log', level: 'warn', message, ...(extra ? { data: extra } : {}) }),
  error: (message, extra) => post({ type: 'log', level: 'error', message, ...(extra ? { data: extra } : {}) }),
};

const database = openDatabase(data.address);
const model = createModel({ kinds: data.kinds });
const fetcher = createFetcher(data.fetcher);
const sourceEnvironment: SourceEnvironment = {
  cacheFolder: data.cacheFolder,
  fetcher,
  integrations: data.integrations,
  limits: { fileBytes: data.maxFileBytes },
  log,
};
const loaded = await Promise.all(data.harvesters.map(load));
const processors = (await Promise.all(data.processors.map(loadProcessor))).filter((one) => one !== undefined);
const harvesters = loaded
  .filter((instance) => instance !== undefined)
  .map((instance) => ({ ...instance, harvester: withProcessors(instance.harvester, processors) }));

/** A harvester that cannot be loaded does not keep the others from working. */
async function load({
  plugin,
  module,
  config,
}: WorkerData['harvesters'][number]): Promise<HarvesterInstance | undefined> {
  try {
    shareKit();
    const { default: harvester } = (await import(module)) as { default: Harvester<JsonObject> };
    return { harvester, config, strangers: new Set() };
  } catch (error) {
    log.error('a harvester cannot be loaded; what it found earlier stays as it is', {
      plugin,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    return undefined;
  }
}

/** What a processor that cannot be loaded would make of entities is missing; they are as their files say them. */
async function loadProcessor({
  module,
  ...processor
}: WorkerData['processors'][number]): Promise<ProcessorInstance | undefined> {
  try {
    shareKit();
    const { default: process } = (await import(module)) as { default: unknown };
    if (typeof process !== 'function') throw new Error(`${module} has no function as its default export`);
    return { ...processor, process: process as EntityProcessor };
  } catch (error) {
    log.error('a processor of entities cannot be loaded; they stay as their files say them', {
      plugin: processor.plugin,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    return undefined;
  }
}

function post(message: WorkerMessage): void {
  port.postMessage(message);
}

/** Open sources remember what they read, so that the next look at them is cheap. */
const sources = new Map<string, { spec: string; source: Source }>();

function sourceFor(spec: SourceSpec): Source {
  const text = JSON.stringify(spec);
  const known = sources.get(spec.id);
  if (known?.spec === text) return known.source;
  const source = openSource(spec, sourceEnvironment);
  sources.set(spec.id, { spec: text, source });
  return source;
}

function environmentFor(request: WorkerRequest): EngineEnvironment {
  const options = request.spec.options;
  return {
    database,
    harvesters,
    incomplete: harvesters.length < loaded.length,
    model,
    log,
    policy: data.policy,
    settings: {
      ...data.settings,
      descriptors: options.descriptors ?? data.settings.descriptors,
      exclude: [...data.settings.exclude, ...(options.exclude ?? [])],
    },
    readOutside: (url) => readUrlText(url, { fetcher, integrations: data.integrations }),
    onProgress: progressOf(request.id),
    onCommit: (seq) => post({ type: 'commit', id: request.id, seq }),
    now: () => new Date().toISOString(),
  };
}

/** Tells of progress as often as anybody could see: a message for each repository would take as long as writing it. */
function progressOf(id: number): EngineEnvironment['onProgress'] {
  let told = 0;
  return (done, total) => {
    const now = performance.now();
    if (done < total && now - told < PROGRESS_EVERY) return;
    told = now;
    post({ type: 'progress', id, done, total });
  };
}

async function answer(request: WorkerRequest): Promise<void> {
  try {
    post({ type: 'result', id: request.id, result: await carryOut(request) });
  } catch (failure) {
    const error = storageError(failure);
    const { name, message, code, hint, stack } = error as {
      name: string;
      message: string;
      code?: string;
      hint?: string;
      stack?: string;
    };
    post({
      type: 'error',
      id: request.id,
      error: { name, message, ...(code ? { code } : {}), ...(hint ? { hint } : {}), ...(stack ? { stack } : {}) },
    });
  }
}

async function carryOut(request: WorkerRequest) {
  const source = sourceFor(request.spec);
  const environment = environmentFor(request);
  if (request.op === 'preview') return previewSource(source, { source: request.spec }, environment);
  if (request.op === 'harvest')
    return harvestSource(
      source,
      { source: request.spec, ...(request.hint ? { hint: request.hint } : {}) },
      environment,
    );
  if (request.op === 'propose') {
    if (!source.propose)
      throw new SourceError(
        'not-allowed',
        `${request.spec.target} takes no proposals.`,
        'Copy the change and make it in the repository, or set proposals: true at the source.',
      );
    return source.propose(request.repository, request.proposal);
  }
  const { repositories } = await source.scan({ repositories: [request.repository] });
  const repository = repositories.find((handle) => handle.name === request.repository);
  if (!repository)
    throw Object.assign(new Error(`${request.repository} is not there any more`), { name: 'NotFoundError' });
  const snapshot = await repository.open();
  try {
    return (await snapshot.read(request.path)).toString('utf8');
  } finally {
    await snapshot.close();
  }
}

port.on('message', (request: WorkerRequest) => void answer(request));
// Whatever it waits for, it goes on; a thread that is stuck in a computation does not.
setInterval(() => post({ type: 'alive' }), ALIVE_EVERY).unref();
post({ type: 'ready' });
