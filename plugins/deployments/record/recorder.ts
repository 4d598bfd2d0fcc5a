/** Takes reports from many at once and writes them together: a report is acknowledged when it is stored, and not before. */
import { CallboardError, type PluginDatabase } from '@callboard/plugin/server';
import type { Tables } from '../tables.ts';
import { placeOf, writeReports, type Incoming, type Recorded } from './write.ts';

/** Requests that one transaction takes. */
const TOGETHER = 100;
/** Requests that may wait. */
const WAITING = 2000;
/** Environments and regions that one entity can be in. */
const MOST_PLACES = 200;

interface Waiting {
  reports: readonly Incoming[];
  resolve(results: Recorded[]): void;
  reject(error: unknown): void;
}

export class Recorder {
  readonly #database: PluginDatabase<Tables>;
  readonly #keep: number;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  /** @param keep deployments that are kept per place */
  constructor(database: PluginDatabase<Tables>, keep: number) {
    this.#database = database;
    this.#keep = Math.max(1, Math.floor(keep));
  }

  /** Resolves when all of them are stored; either all are, or none. @throws {CallboardError} `not-ready`, `conflict` */
  record(reports: readonly Incoming[]): Promise<Recorded[]> {
    if (this.#waiting.length >= WAITING)
      throw new CallboardError('not-ready', 'Too many reports wait to be written; send this one again in a moment');
    return new Promise((resolve, reject) => {
      this.#waiting.push({ reports, resolve, reject });
      this.#writing ??= this.#write();
    });
  }

  /** Resolves when nothing waits any more. */
  async close(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    // What comes in the same turn goes together.
    await Promise.resolve();
    while (this.#waiting.length) {
      const group = this.#waiting.splice(0, TOGETHER);
      try {
        await this.#store(group);
      } catch (error) {
        // One of them is in the way of the others.
        if (group.length > 1) for (const one of group) await this.#store([one]).catch(one.reject);
        else group[0]!.reject(error);
      }
    }
    this.#writing = undefined;
  }

  async #store(group: readonly Waiting[]): Promise<void> {
    await this.#checkPlaces(group.flatMap(({ reports }) => reports));
    const all = await this.#database.write((writer) =>
      writeReports(
        writer,
        group.flatMap(({ reports }) => reports),
        this.#keep,
      ),
    );
    let from = 0;
    for (const { reports, resolve } of group) resolve(all.slice(from, (from += reports.length)));
  }

  /** @throws {CallboardError} `conflict` */
  async #checkPlaces(reports: readonly Incoming[]): Promise<void> {
    for (const [ref, some] of Map.groupBy(reports, ({ entityRef }) => entityRef)) {
      const known = await this.#database.read
        .selectFrom('place')
        .select(['environment', 'region'])
        .where('entity_ref', '=', ref)
        .execute();
      const all = new Set(known.map(({ environment, region }) => JSON.stringify([environment, region])));
      for (const report of some) {
        const { environment, region } = placeOf(report);
        all.add(JSON.stringify([environment, region]));
      }
      if (all.size > Math.max(known.length, MOST_PLACES))
        throw new CallboardError('conflict', `${ref} would be in more than ${MOST_PLACES} environments and regions`, {
          hint: 'An environment is a place such as production: what changes with every run belongs into the key or the version.',
        });
    }
  }
}
