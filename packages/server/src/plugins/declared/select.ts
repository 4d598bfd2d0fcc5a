/** Makes of an answer what a view shows, within bounds of time, depth, memory and size. */
import { Worker } from 'node:worker_threads';
import type { Entity, JsonObject } from '@callboard/core';
import { DataFailure } from './data-failure.ts';

export interface SelectInput {
  /** JSON text. */
  text: string;
  /** JSONata; absent: all of it. */
  expression?: string | undefined;
  entity?: Entity | undefined;
  /** Settings that are no secret. */
  config: Record<string, unknown>;
  /** Of an action: what was filled in, and by whom. */
  input?: JsonObject;
  user?: string;
}

export interface SelectJob extends SelectInput {
  milliseconds: number;
  /** Characters of the result. */
  longest: number;
}

export type SelectResult =
  | { text: string }
  | { problem: 'not-json' | 'failed'; message: string; position?: number }
  | { problem: 'too-large' };

export interface SelectBounds {
  milliseconds: number;
  longest: number;
}

/** @returns JSON text @throws {DataFailure} */
export type Select = (input: SelectInput) => Promise<string>;

const BOUNDS: SelectBounds = { milliseconds: 1000, longest: 1_000_000 };
/** Beyond the time that an expression has: for the start of the worker, and for reading a large answer. */
const GRACE = 3000;
const IDLE = 60_000;

/** One at a time, so that each has the time that it may take. */
export class Selector {
  readonly #bounds: SelectBounds;
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(bounds: SelectBounds = BOUNDS) {
    this.#bounds = bounds;
  }

  readonly select: Select = (input) => {
    const result = this.#last.then(() => this.#run({ ...input, ...this.#bounds }));
    this.#last = result.catch(() => undefined);
    return result;
  };

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  async #run(job: SelectJob): Promise<string> {
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= startWorker());
    worker.ref();
    const result = await answerOf(worker, job);
    if (!result) {
      await this.close();
      throw new DataFailure(
        'select-failed',
        `The expression needs more than ${job.milliseconds / 1000} s, or too much memory.`,
        'Look for a loop without an end, or for a search that tries everything; pick less of the answer.',
      );
    }
    worker.unref();
    this.#idle = setTimeout(() => void this.close(), IDLE).unref();
    if ('text' in result) return result.text;
    throw failureOf(result, job.longest);
  }
}

function startWorker(): Worker {
  return new Worker(new URL('./select-worker.ts', import.meta.url), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 },
  });
}

/** @returns `undefined` when the worker gave up, or has to be given up */
function answerOf(worker: Worker, job: SelectJob): Promise<SelectResult | undefined> {
  return new Promise((resolve) => {
    const end = (result?: SelectResult) => {
      clearTimeout(timer);
      worker.off('message', end).off('error', giveUp).off('exit', giveUp);
      resolve(result);
    };
    const giveUp = () => end();
    const timer = setTimeout(giveUp, job.milliseconds + GRACE);
    worker.once('message', end).once('error', giveUp).once('exit', giveUp);
    worker.postMessage(job);
  });
}

function failureOf(result: Exclude<SelectResult, { text: string }>, longest: number): DataFailure {
  if (result.problem === 'too-large')
    return new DataFailure(
      'answer-unfit',
      `There is more to show than ${longest / 1_000_000} MB.`,
      'Let select pick what is shown, such as the first items.',
    );
  if (result.problem === 'not-json')
    return new DataFailure(
      'answer-unfit',
      'The answer is not JSON.',
      'Check the address: it may be a page for people.',
    );
  const { message, position } = result;
  return new DataFailure('select-failed', `The expression fails: ${message}`, 'Correct select in plugin.yaml.', {
    position,
  });
}
