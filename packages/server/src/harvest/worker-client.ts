/** The main thread's end of the harvest worker: started when there is work, ended when there has been none for a while. */
import { Worker } from 'node:worker_threads';
import { CallboardError, errorTable, type ErrorCode } from '@callboard/core';
import type { Log, Preview } from '@callboard/plugin/server';
import type { Proposal, ProposedCommit, ScanHint, SourceSpec } from '../sources/source.ts';
import type { HarvestOutcome } from './engine.ts';
import type { WorkerData, WorkerMessage, WorkerRequest } from './protocol.ts';

/** Milliseconds without work after which the worker's memory is given back. */
const IDLE = 10_000;
/** Milliseconds in which a thread that runs says at least that it does, and how many of them in a row may pass without: not one long pause of this thread. */
const BEAT = 15_000;
const BEATS = 4;
/** Milliseconds without anything new after which a harvest is taken to be stuck: longer than any single step may take. */
const SILENCE = 30 * 60_000;

export interface HarvestCallbacks {
  onProgress(done: number, total: number): void;
  onCommit(seq: number): void;
}

interface Pending {
  resolve: (result: never) => void;
  reject: (error: Error) => void;
  callbacks?: HarvestCallbacks;
}

type Request = WorkerRequest extends infer R ? (R extends WorkerRequest ? Omit<R, 'id'> : never) : never;

export class HarvestWorker {
  #data: WorkerData;
  readonly #log: Log;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  /** Works with what was said before, and is left when it has nothing to do any more. */
  #outdated: Worker | undefined;
  #nextId = 1;
  #idle: NodeJS.Timeout | undefined;
  #stuck: NodeJS.Timeout | undefined;
  #beat: NodeJS.Timeout | undefined;
  #missed = 0;
  readonly #beatMs: number;
  readonly #silence: number;
  #closed = false;

  constructor(data: WorkerData, log: Log, options: { silence?: number; beat?: number } = {}) {
    this.#beatMs = options.beat ?? BEAT;
    this.#data = data;
    this.#log = log;
    this.#silence = options.silence ?? SILENCE;
  }

  harvest(spec: SourceSpec, hint: ScanHint | undefined, callbacks: HarvestCallbacks): Promise<HarvestOutcome> {
    return this.#send<HarvestOutcome>({ op: 'harvest', spec, ...(hint ? { hint } : {}) }, callbacks);
  }

  preview(spec: SourceSpec): Promise<Preview> {
    return this.#send<Preview>({ op: 'preview', spec });
  }

  read(spec: SourceSpec, repository: string, path: string): Promise<string> {
    return this.#send<string>({ op: 'read', spec, repository, path });
  }

  propose(spec: SourceSpec, repository: string, proposal: Proposal): Promise<ProposedCommit> {
    return this.#send<ProposedCommit>({ op: 'propose', spec, repository, proposal });
  }

  /** From the next request on another thread works with this. */
  replace(data: WorkerData): void {
    this.#data = data;
    const outdated = this.#worker;
    if (!outdated) return;
    if (this.#pending.size) this.#outdated = outdated;
    else this.#leave(outdated);
  }

  #leave(worker: Worker): void {
    if (this.#worker === worker) this.#worker = undefined;
    this.#outdated = undefined;
    void worker.terminate();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#idle);
    clearTimeout(this.#stuck);
    clearInterval(this.#beat);
    await this.#worker?.terminate();
  }

  #send<T>(request: Request, callbacks?: HarvestCallbacks): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('the harvest worker has ended'));
    clearTimeout(this.#idle);
    const id = this.#nextId++;
    const worker = (this.#worker ??= this.#start());
    return new Promise<T>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, ...(callbacks ? { callbacks } : {}) });
      worker.postMessage({ ...request, id });
      this.#countSilence();
    });
  }

  /** Begins anew to wait for a word of the worker, as long as it has something to do. */
  #countSilence(): void {
    clearTimeout(this.#stuck);
    clearInterval(this.#beat);
    this.#missed = 0;
    if (!this.#pending.size) return;
    this.#stuck = setTimeout(() => this.#giveUp(this.#silence), this.#silence).unref();
    this.#beat = setInterval(() => {
      this.#missed += 1;
      if (this.#missed >= BEATS) this.#giveUp(this.#beatMs * BEATS);
    }, this.#beatMs).unref();
  }

  #giveUp(after: number): void {
    clearInterval(this.#beat);
    const worker = this.#worker;
    if (!worker) return;
    this.#ended(worker, new Error(`The harvest was stuck: nothing came of it for ${Math.round(after / 1000)} seconds`));
    void worker.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: this.#data,
      execArgv: ['--disable-warning=ExperimentalWarning', ...preloaded()],
    });
    worker.on('message', (message: WorkerMessage) => this.#receive(message));
    worker.on('error', (error) => this.#ended(worker, error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => this.#ended(worker, new Error(`the harvest worker ended with code ${code}`)));
    return worker;
  }

  #ended(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    if (this.#pending.size && !this.#closed)
      this.#log.error('the harvest worker broke; it starts anew with the next harvest', {
        error: error.stack ?? error.message,
      });
    for (const pending of this.#pending.values()) pending.reject(error);
    this.#pending.clear();
  }

  #receive(message: WorkerMessage): void {
    this.#missed = 0;
    if (message.type === 'alive') return;
    this.#countSilence();
    if (message.type === 'ready') return;
    if (message.type === 'log') return this.#log[message.level](message.message, message.data);
    const pending = this.#pending.get(message.id);
    if (!pending) return;
    if (message.type === 'progress') return pending.callbacks?.onProgress(message.done, message.total);
    if (message.type === 'commit') return pending.callbacks?.onCommit(message.seq);
    this.#pending.delete(message.id);
    if (message.type === 'result') pending.resolve(message.result as never);
    else pending.reject(revive(message.error));
    this.#countSilence();
    if (this.#pending.size) return;
    if (this.#outdated) this.#leave(this.#outdated);
    else this.#idle = setTimeout(() => void this.#retire(), IDLE).unref();
  }

  async #retire(): Promise<void> {
    if (this.#pending.size) return;
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }
}

/** What the launcher has loaded before all else; flags of the engine are not for a worker to take. */
function preloaded(): string[] {
  return process.execArgv.filter((flag) => flag.startsWith('--import='));
}

/** The worker's error as it was thrown there; those of the error table keep their status. */
function revive({ code, ...error }: (WorkerMessage & { type: 'error' })['error']): Error {
  if (code !== undefined && Object.hasOwn(errorTable, code))
    return new CallboardError(code as ErrorCode, error.message);
  return Object.assign(new Error(error.message), error, code === undefined ? {} : { code });
}
