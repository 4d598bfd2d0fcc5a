/** How plugins fare: what was asked of them lately, how long it took, what failed. In memory, of this replica. */

/** What a plugin was called for. */
export type CallPlace = 'request' | 'job' | 'changes' | 'view' | 'service' | 'elsewhere';

export interface Call {
  place: CallPlace;
  /** The route, the job, the view. */
  name: string;
  milliseconds?: number;
  /** Absent when all went well. */
  error?: string;
}

export interface PluginHealth {
  /** Calls of the last minutes. */
  requests: number;
  errors: number;
  /** 0 to 1. */
  errorRate: number;
  /** Milliseconds that 95 of 100 calls took at most; absent while there were none. */
  p95?: number;
  lastError?: { at: string; message: string; where: string };
}

export interface HealthOptions {
  now(): number;
  /** Called once when a plugin fails more than it may. */
  onSick?(plugin: string, reason: string): void;
}

/** Milliseconds that a call is counted for, in so many parts. */
const WINDOW = 5 * 60_000;
const PARTS = 10;
/** A plugin is sick when more than this share of at least so many calls fails. */
const BUDGET = 0.5;
const LEAST_CALLS = 20;
/** Upper bounds of the classes that times are counted in: from a millisecond on, each half as much again as the one before. */
const BOUNDS = Array.from({ length: 32 }, (_none, index) => 1.5 ** index);

interface Part {
  calls: number;
  errors: number;
  /** Errors of its own; others are those of a service behind it, which comes back by itself. */
  own: number;
  times: number[];
}

interface Record {
  parts: Map<number, Part>;
  lastError?: PluginHealth['lastError'];
  sick: boolean;
}

export class HealthBook {
  readonly #options: HealthOptions;
  readonly #records = new Map<string, Record>();

  constructor(options: HealthOptions) {
    this.#options = options;
  }

  note(plugin: string, { place, name, milliseconds, error }: Call): void {
    const now = this.#options.now();
    const record = this.#recordOf(plugin);
    const part = this.#partAt(record, now);
    part.calls += 1;
    if (milliseconds !== undefined) {
      const found = BOUNDS.findIndex((bound) => milliseconds <= bound);
      const slot = found < 0 ? BOUNDS.length - 1 : found;
      part.times[slot] = (part.times[slot] ?? 0) + 1;
    }
    if (error === undefined) return;
    if (place !== 'view') part.errors += 1;
    if (place !== 'view' && place !== 'service') part.own += 1;
    record.lastError = { at: new Date(now).toISOString(), message: error.slice(0, 500), where: `${place} ${name}` };
    // Browsers tell it, and anybody can tell anything.
    if (place === 'view' || place === 'service') return;
    const { requests } = this.of(plugin);
    const errors = this.#fresh(record, now).reduce((sum, { own }) => sum + own, 0);
    if (record.sick || requests < LEAST_CALLS || errors / requests <= BUDGET) return;
    record.sick = true;
    this.#options.onSick?.(plugin, `${errors} of its last ${requests} calls failed; the last: ${error.slice(0, 200)}`);
  }

  of(plugin: string): PluginHealth {
    const record = this.#records.get(plugin);
    const parts = record ? this.#fresh(record, this.#options.now()) : [];
    const requests = parts.reduce((sum, part) => sum + part.calls, 0);
    const errors = parts.reduce((sum, part) => sum + part.errors, 0);
    const p95 = percentile(parts, 0.95);
    return {
      requests,
      errors,
      errorRate: requests ? errors / requests : 0,
      ...(p95 === undefined ? {} : { p95 }),
      ...(record?.lastError ? { lastError: record.lastError } : {}),
    };
  }

  /** A plugin that is started anew has a clean slate. */
  forget(plugin: string): void {
    this.#records.delete(plugin);
  }

  #recordOf(plugin: string): Record {
    let record = this.#records.get(plugin);
    if (!record) this.#records.set(plugin, (record = { parts: new Map(), sick: false }));
    return record;
  }

  #partAt(record: Record, now: number): Part {
    const number = Math.floor(now / (WINDOW / PARTS));
    let part = record.parts.get(number);
    if (part) return part;
    for (const old of record.parts.keys()) if (old <= number - PARTS) record.parts.delete(old);
    part = { calls: 0, errors: 0, own: 0, times: [] };
    record.parts.set(number, part);
    return part;
  }

  #fresh({ parts }: Record, now: number): Part[] {
    const oldest = Math.floor(now / (WINDOW / PARTS)) - PARTS;
    return [...parts].filter(([number]) => number > oldest).map(([, part]) => part);
  }
}

function percentile(parts: readonly Part[], share: number): number | undefined {
  const counts = BOUNDS.map((_bound, slot) => parts.reduce((sum, { times }) => sum + (times[slot] ?? 0), 0));
  const total = counts.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (const [slot, count] of counts.entries()) {
    seen += count;
    if (total && seen >= total * share) return Math.round(BOUNDS[slot]!);
  }
  return undefined;
}
