import type { ScanHint, Source } from '../sources/source.ts';

export interface SourceWatchOptions {
  onChange(hint: ScanHint): void;
  /** It has begun: whatever changed before, nobody saw. */
  onBegun(): void;
  /** It does not watch, or not any more; not called when it is ended from outside. */
  onBroken(error: Error): void;
  /** Ending it failed; there is nothing left to do about that. */
  onEndFailed(error: Error): void;
}

/** Watching one source, from the attempt to begin until it is ended or breaks. */
export class SourceWatch {
  readonly #options: SourceWatchOptions;
  #stop: (() => Promise<void>) | undefined;
  #ended = false;

  constructor(watch: NonNullable<Source['watch']>, options: SourceWatchOptions) {
    this.#options = options;
    void this.#begin(watch);
  }

  async end(): Promise<void> {
    this.#ended = true;
    const stop = this.#stop;
    this.#stop = undefined;
    try {
      await stop?.();
    } catch (error) {
      this.#options.onEndFailed(toError(error));
    }
  }

  async #begin(watch: NonNullable<Source['watch']>): Promise<void> {
    try {
      this.#stop = await watch(
        (hint) => {
          if (!this.#ended) this.#options.onChange(hint);
        },
        (error) => void this.#break(error),
      );
    } catch (error) {
      return this.#break(toError(error));
    }
    if (this.#ended) return this.end();
    this.#options.onBegun();
  }

  async #break(error: Error): Promise<void> {
    if (this.#ended) return;
    await this.end();
    this.#options.onBroken(error);
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
