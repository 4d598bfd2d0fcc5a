/** How often a job runs. */
export interface Interval {
  seconds?: number;
  minutes?: number;
  hours?: number;
}

/** Work that goes on in the background, on one replica at a time. */
export interface Jobs {
  /**
   * Keeps `work` going on the replica that leads, from when it leads until the signal says that it no longer does. Work that fails is logged and
   * begun again after a pause; work that returns is done.
   */
  lead(name: string, work: (signal: AbortSignal) => Promise<void>): void;
  /** Runs `work` once per interval on the replica that leads. When it ran last is remembered, also by the next process. */
  every(name: string, interval: Interval, work: (signal: AbortSignal) => Promise<void>): void;
}
