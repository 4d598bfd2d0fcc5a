/** The last good answers of data sources, kept over a restart: what a card shows when the tool is down just then. */
import { createHash } from 'node:crypto';
import { z, type Log, type PluginCache } from '@callboard/plugin/server';
import type { Answers } from './answers.ts';
import type { Clock } from './pace.ts';

export interface AnswerMemoryOptions {
  /** Of the plugin. */
  cache: PluginCache;
  /** Name of the data source. */
  source: string;
  clock: Pick<Clock, 'now'>;
  log: Log;
}

const MOST = 500;
const MOST_CHARACTERS = 2_000_000;
/** Milliseconds for which answers are gathered before they are written. */
const GATHER = 20_000;

const kept = z.array(z.tuple([z.string().max(100), z.string().max(MOST_CHARACTERS), z.number()])).max(MOST);

export class AnswerMemory {
  readonly #options: AnswerMemoryOptions;
  readonly #name: string;
  #restored: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #answers: Answers | undefined;

  constructor(options: AnswerMemoryOptions) {
    this.#options = options;
    this.#name = `answers-${createHash('sha256').update(options.source).digest('hex').slice(0, 32)}`;
  }

  /** Puts what was kept among the answers, once. */
  restore(answers: Answers): Promise<void> {
    return (this.#restored ??= this.#read(answers));
  }

  /** There is something new to keep. */
  note(answers: Answers): void {
    this.#answers = answers;
    this.#timer ??= setTimeout(() => void this.flush(), GATHER).unref();
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const answers = this.#answers;
    this.#answers = undefined;
    if (!answers) return;
    try {
      const text = JSON.stringify(answers.latest(MOST, MOST_CHARACTERS));
      await this.#options.cache.write(this.#name, Buffer.from(text));
    } catch (error) {
      this.#complain('answers of a data source could not be kept for the next start', error);
    }
  }

  async #read(answers: Answers): Promise<void> {
    const { cache, clock } = this.#options;
    try {
      const content = await cache.read(this.#name);
      if (!content) return;
      const now = clock.now();
      for (const [key, text, at] of kept.parse(JSON.parse(Buffer.from(content).toString())).reverse())
        if (at <= now) answers.keep(key, { text, at });
    } catch (error) {
      this.#complain('answers of a data source that were kept cannot be read', error);
    }
  }

  #complain(message: string, error: unknown): void {
    this.#options.log.warn(message, { source: this.#options.source, error });
  }
}
