/** Consumers of a plugin: functions that are given every change once, from a cursor of their own that outlives the portal. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Contributions } from '@callboard/core';
import type { Consumer, JsonObject, PluginScope } from '@callboard/plugin/server';
import type { Database } from '../storage/database.ts';
import { within } from './scope.ts';

/** How far consumers are, by name. */
export interface Cursors {
  read(plugin: string, consumer: string): Promise<number | undefined>;
  write(plugin: string, consumer: string, seq: number): Promise<void>;
  /** Forgets those of a plugin. */
  remove(plugin: string): Promise<void>;
}

export interface ConsumersOptions {
  consumers: Contributions['consumers'];
  /** Loads a module of the plugin. @returns its default export */
  load(module: string): Promise<unknown>;
  cursors: Cursors;
  /** Milliseconds that one batch may take. */
  patience: number;
  /** Milliseconds between two looks for changes, and before a batch that failed comes again. */
  pauses?: { look: number; retry: number };
  /** Told of every batch. */
  onBatch(consumer: string, milliseconds: number, error?: unknown): void;
}

const BATCH = 200;
const PAUSES = { look: 1000, retry: 5000 };

/** Registers the consumers of a manifest, through nothing but the scope that every plugin is given. */
export function runConsumers(scope: PluginScope, options: ConsumersOptions): void {
  for (const consumer of options.consumers)
    scope.jobs.lead(`consumer ${consumer.id}`, (signal) => follow(scope, consumer, options, signal));
}

async function follow(
  scope: PluginScope,
  { id, module, types }: Contributions['consumers'][number],
  { load, cursors, patience, pauses = PAUSES, onBatch }: ConsumersOptions,
  signal: AbortSignal,
): Promise<void> {
  const consume = (await load(module)) as Consumer | undefined;
  if (typeof consume !== 'function') throw new Error(`${module} has no function as its default export`);
  let cursor = await cursors.read(scope.id, id);
  if (cursor === undefined) await cursors.write(scope.id, id, (cursor = await scope.changes.head()));
  const { log, records, facts, web } = scope;
  while (!signal.aborted) {
    const batch = await scope.changes.read({ after: cursor, limit: BATCH });
    const last = batch.at(-1);
    if (!last) {
      await nap(pauses.look, signal);
      continue;
    }
    const wanted = batch.filter(({ type }) => !types || types.includes(type));
    if (wanted.length) {
      const began = performance.now();
      const late = new AbortController();
      const context = {
        config: scope.config as JsonObject,
        log,
        records,
        facts,
        web,
        signal: AbortSignal.any([signal, late.signal]),
      };
      try {
        await within(patience, (async () => consume(wanted, context))(), `the consumer ${id} has not handled a batch`);
      } catch (error) {
        late.abort();
        // Whoever leads next, or the plugin when it is back, begins with the same batch.
        if (signal.aborted) return;
        onBatch(id, performance.now() - began, error);
        log.error('a consumer failed over changes, which come again', { consumer: id, error });
        await nap(pauses.retry, signal);
        continue;
      }
      onBatch(id, performance.now() - began);
    }
    await cursors.write(scope.id, id, (cursor = last.seq));
  }
}

async function nap(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal, ref: false });
  } catch {
    // Only the signal ends it early, and whoever naps looks at the signal next.
  }
}

/** Cursors in the table of counters. */
export function storedCursors(database: Database): Cursors {
  const nameOf = (plugin: string, consumer: string) => `consumer/${plugin}/${consumer}`;
  return {
    async read(plugin, consumer) {
      const row = await database.read
        .selectFrom('counter')
        .select('value')
        .where('name', '=', nameOf(plugin, consumer))
        .executeTakeFirst();
      return row && Number(row.value);
    },
    async write(plugin, consumer, seq) {
      await database.write((writer) =>
        writer
          .insertInto('counter')
          .values({ name: nameOf(plugin, consumer), value: seq })
          .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: seq }))
          .execute(),
      );
    },
    async remove(plugin) {
      await database.write((writer) =>
        writer
          .deleteFrom('counter')
          .where('name', 'like', `${nameOf(plugin, '')}%`)
          .execute(),
      );
    },
  };
}
