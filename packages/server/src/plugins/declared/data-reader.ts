/** One data source at work: asks once for all who want the same, keeps what was answered, and shows that when the source is down. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { entityRefOf, type Entity, type Json } from '@callboard/core';
import { millisecondsOf, usesEntity, type DataSource } from '@callboard/core/declared';
import type { Identity, WebReader } from '@callboard/plugin/server';
import type { AnswerMemory } from './answer-memory.ts';
import { Answers, type KeptAnswer } from './answers.ts';
import { ask } from './ask.ts';
import { DataFailure, type DataError } from './data-failure.ts';
import { Pace, type Clock } from './pace.ts';
import { firstRequestOf, requestOf, type DataRequest } from './request.ts';
import type { Select } from './select.ts';

export interface DataReaderOptions {
  source: DataSource;
  /** All settings, secrets among them. */
  config: Record<string, unknown>;
  /** Settings that are no secret: an expression may show them. */
  shown: Record<string, unknown>;
  /** Of the plugin. */
  folder: string;
  web: WebReader;
  select: Select;
  clock: Clock;
  signal: AbortSignal;
  /** Where good answers are kept over a restart. */
  memory?: AnswerMemory;
  /** Of a source that is asked in somebody's name; nobody is named where a job asks. */
  askerFor?: ((identity: Identity | undefined, entity: string | undefined) => Asker) | undefined;
}

/** How a source is asked in somebody's name. */
export interface Asker {
  /** Answers are shared by those who have the same. */
  key: string;
  web: WebReader;
  /** Whether what failed may be tried once more. */
  mayRetry(): boolean;
}

/** What is known of the data at the moment. */
export interface DataAnswer {
  /** JSON text; absent when there never was an answer. */
  text?: string;
  /** When it was answered. */
  at?: string;
  /** It is older than it should be. */
  stale?: true;
  /** Why there is none, or none that is newer. */
  error?: DataError;
}

/** Milliseconds after which who has an old answer is not kept waiting for a new one. */
const PATIENCE = 1500;
/** Milliseconds for which a source that failed is left alone. */
const REST = 10_000;
const LARGEST_FILE = 5_000_000;

export class DataReader {
  readonly #options: DataReaderOptions;
  readonly #answers = new Answers();
  readonly #flights = new Map<string, Promise<KeptAnswer>>();
  readonly #pace: Pace;
  readonly #cache: number;
  readonly usesEntity: boolean;

  constructor(options: DataReaderOptions) {
    this.#options = options;
    this.#pace = new Pace(options.source.rate, options.clock);
    this.#cache = millisecondsOf(options.source.cache);
    this.usesEntity = usesEntity(options.source);
  }

  async read(entity?: Entity, identity?: Identity): Promise<DataAnswer> {
    const { source, config, clock } = this.#options;
    let request: DataRequest;
    try {
      request = firstRequestOf(source, config, entity) ?? requestOf(source, config, entity);
    } catch (error) {
      return { error: asFailure(error).toJSON() };
    }
    const subject = this.usesEntity ? entity : undefined;
    const asker = this.#options.askerFor?.(identity, subject && entityRefOf(subject));
    const isOfEntity = source.first !== undefined || /\$entity\b/.test(source.select ?? '');
    const key = keyOf(request, isOfEntity ? subject : undefined, asker?.key);
    await this.#options.memory?.restore(this.#answers);
    const kept = this.#answers.get(key);
    if (kept && this.#isGood(kept)) return this.#answerOf(kept);
    const flight = this.#flights.get(key) ?? this.#fly(key, request, subject, asker);
    if (kept?.text === undefined) return this.#answerOf(await flight);
    return this.#answerOf((await Promise.race([flight, clock.wait(PATIENCE)])) ?? kept);
  }

  #isGood({ text, at, failure }: KeptAnswer): boolean {
    const now = this.#options.clock.now();
    if (failure) return now - failure.at < Math.min(REST, Math.max(this.#cache, 1000));
    return text !== undefined && now - at < this.#cache;
  }

  #answerOf({ text, at, failure }: KeptAnswer): DataAnswer {
    const error = failure && { error: failure.error.toJSON() };
    if (text === undefined) return { ...error };
    const isOld = this.#options.clock.now() - at >= this.#cache && this.#cache > 0;
    return { text, at: new Date(at).toISOString(), ...((failure || isOld) && { stale: true as const }), ...error };
  }

  #fly(key: string, request: DataRequest, entity: Entity | undefined, asker?: Asker): Promise<KeptAnswer> {
    const { clock } = this.#options;
    const flight = this.#load(request, entity, asker)
      .then((text): KeptAnswer => ({ text, at: clock.now() }))
      .catch((error: unknown): KeptAnswer => {
        const last = this.#answers.get(key);
        return { ...(last ?? { at: 0 }), failure: { error: asFailure(error), at: clock.now() } };
      })
      .then((answer) => {
        this.#answers.keep(key, answer);
        if (!answer.failure) this.#options.memory?.note(this.#answers);
        return answer;
      })
      .finally(() => this.#flights.delete(key));
    this.#flights.set(key, flight);
    return flight;
  }

  async #load(early: DataRequest, entity: Entity | undefined, asker?: Asker): Promise<string> {
    const { source, config, shown, select, ...rest } = this.#options;
    let request = early;
    if (source.first && 'url' in early) {
      const answered = await ask(early, source, { ...rest, ...asker, pace: this.#pace });
      const before = await select({ text: answered, expression: source.first.select, entity, config: shown });
      request = requestOf(source, config, entity, JSON.parse(before) as Json);
    }
    if ('value' in request && source.select === undefined) return JSON.stringify(request.value);
    let text: string;
    if ('value' in request) text = JSON.stringify(request.value);
    else if ('file' in request) text = await readOwnFile(rest.folder, request.file);
    else text = await ask(request, source, { ...rest, ...asker, pace: this.#pace });
    return select({ text, expression: source.select, entity, config: shown });
  }
}

async function readOwnFile(folder: string, file: string): Promise<string> {
  const path = join(folder, file);
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() && found.size <= LARGEST_FILE) return readFile(path, 'utf8');
  throw new DataFailure(
    'answer-unfit',
    found ? `${file} is too large.` : `There is no file ${file} in the plugin.`,
    'Mend it in the folder of the plugin.',
  );
}

/** Two that ask the same share the answer; only a hash, as secrets stand in it. */
function keyOf(request: DataRequest, entity: Entity | undefined, asker: string | undefined): string {
  return createHash('sha256')
    .update(JSON.stringify([request, entity, asker]))
    .digest('base64');
}

function asFailure(error: unknown): DataFailure {
  if (error instanceof DataFailure) return error;
  throw error;
}
