import type { PluginScope } from '@callboard/plugin/server';
import { writeCheckpoint, type CheckpointScope } from './checkpoint.ts';
import type { CatalogIndex } from './index/catalog-index.ts';

export type ScheduleScope = CheckpointScope & Pick<PluginScope, 'onDispose'>;

/** Milliseconds until the next try while there is no checkpoint, or when the index changed while it was written. */
const soon = 10_000;
const later = 300_000;
/** Changes per entity since the last checkpoint that make a new one worth writing: to catch up with fewer takes no time. */
const enough = 0.01;

/** Saves the index from time to time, and when the portal stops. */
export class CheckpointSchedule {
  readonly #scope: ScheduleScope;
  readonly #current: () => { index: CatalogIndex; seq: number };
  /** The change that the last checkpoint is true to; 0: there is none. */
  #saved: number;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(scope: ScheduleScope, saved: number, current: () => { index: CatalogIndex; seq: number }) {
    this.#scope = scope;
    this.#saved = saved;
    this.#current = current;
    this.#wait(saved > 0 ? later : soon);
    scope.onDispose(() => this.#stop());
  }

  #wait(milliseconds: number): void {
    this.#timer = setTimeout(() => {
      this.#writing = this.#tick();
    }, milliseconds);
    this.#timer.unref();
  }

  async #tick(): Promise<void> {
    const milliseconds = await this.#save();
    if (this.#timer) this.#wait(milliseconds);
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#writing;
    await this.#save();
  }

  /** @returns milliseconds to wait before the next time */
  async #save(): Promise<number> {
    const { index, seq } = this.#current();
    if (index.size === 0) return soon;
    if (seq - this.#saved <= index.size * enough) return later;
    try {
      if (!(await writeCheckpoint(this.#scope, index, seq))) return soon;
      this.#saved = seq;
    } catch (error) {
      this.#scope.log.warn('the index cannot be saved, so the next start takes longer', { error });
    }
    return later;
  }
}
