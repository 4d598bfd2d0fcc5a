/** Everything that a harvest needs, around a database of its own: for contracts that hold on both databases. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createModel } from '@callboard/core';
import type { Change, Harvester, JsonObject, Log } from '@callboard/plugin/server';
import { afterAll } from 'vitest';
import {
  harvestSource,
  type HarvestOutcome,
  type HarvestSettings,
} from '../../../packages/server/src/harvest/engine.ts';
import type { HarvesterInstance } from '../../../packages/server/src/harvest/reading.ts';
import { insertSource } from '../../../packages/server/src/harvest/source-rows.ts';
import type { ScanHint, Source } from '../../../packages/server/src/sources/source.ts';
import { ChangeLog } from '../../../packages/server/src/storage/changes.ts';
import {
  databaseAddress,
  openDatabase,
  type Database,
  type DatabaseAddress,
} from '../../../packages/server/src/storage/database.ts';
import { createFindings } from '../../../packages/server/src/storage/findings.ts';
import { migrate } from '../../../packages/server/src/storage/migrate.ts';
import { RecordStore } from '../../../packages/server/src/storage/records.ts';
import { freshPostgres, type DatabaseName } from '../../setup/databases.ts';
import { MemorySource } from './memory-source.ts';
import { noteHarvester } from './note-harvester.ts';

export const SOURCE = 'memory';

export interface Harvested extends HarvestOutcome {
  /** Write transactions that the harvest opened. */
  writes: number;
}

export interface BenchOptions {
  harvester?: Harvester<JsonObject>;
  settings?: Partial<HarvestSettings>;
}

export class Bench {
  readonly database: Database;
  readonly changes: ChangeLog;
  readonly records: RecordStore;
  readonly findings: ReturnType<typeof createFindings>;
  readonly source = new MemorySource();
  settings: HarvestSettings;
  harvesters: HarvesterInstance[];
  incomplete = false;
  /** Lines of the log, by level. */
  readonly logged: string[] = [];
  readonly log: Log;
  /** What the clock shows; moved by `later`. */
  #minute = 0;
  #removed: string[] = [];

  constructor(database: Database, options: BenchOptions = {}) {
    this.database = database;
    const line = (level: string) => (message: string, data?: object) =>
      void this.logged.push(`${level}: ${message} ${JSON.stringify(data ?? {})}`);
    this.log = { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
    this.changes = new ChangeLog(database, this.log);
    this.findings = createFindings(database);
    this.records = new RecordStore(database, {
      onCommit: async () => undefined,
      onRemoved: (ids) => this.#removed.push(...ids),
      now: () => this.now(),
    });
    this.settings = {
      descriptors: ['**/*.txt', '**/*.yaml'],
      exclude: [],
      maxFiles: 1000,
      removalGuard: { share: 0.2, atLeast: 3 },
      orphans: 'delete',
      fingerprint: 'one',
      ...options.settings,
    };
    this.harvesters = [{ harvester: options.harvester ?? noteHarvester(), config: {}, strangers: new Set() }];
  }

  now(): string {
    return new Date(Date.UTC(2026, 0, 1, 0, this.#minute)).toISOString();
  }

  /** Moves the clock on. @returns what it shows then */
  later(): string {
    this.#minute += 1;
    return this.now();
  }

  takeRemoved(): string[] {
    return this.#removed.splice(0);
  }

  /** Registers a further source. */
  async addSource(id: string, target = `/${id}`): Promise<void> {
    await insertSource(this.database, id, { type: 'folder', target }, 'user', 'user:default/kim', this.now());
  }

  async harvest(hint?: ScanHint, source: Source = this.source, id = SOURCE): Promise<Harvested> {
    let writes = 0;
    const database: Database = {
      ...this.database,
      write: (work) => {
        writes += 1;
        return this.database.write(work);
      },
    };
    const outcome = await harvestSource(
      source,
      { source: { id, type: 'folder', target: `/${id}` }, ...(hint ? { hint } : {}) },
      {
        database,
        harvesters: this.harvesters,
        incomplete: this.incomplete,
        model: createModel(),
        policy: { yamlMerge: false, maxBytes: 1_000_000, maxDocuments: 100 },
        settings: this.settings,
        log: this.log,
        readOutside: async (url) => `outside ${url}`,
        onProgress: () => undefined,
        onCommit: () => undefined,
        now: () => this.now(),
      },
    );
    return { ...outcome, writes };
  }

  /** Key → texts of every note that is visible, states in words behind it. */
  async visible(type = 'note'): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    await this.records.scan(type, (batch) => {
      for (const { key, body, state } of batch) {
        const words = Object.keys(state);
        found[key] = [(JSON.parse(body) as { texts?: string[] }).texts?.join(' ') ?? '', ...words]
          .filter(Boolean)
          .join(' | ');
      }
    });
    return Object.fromEntries(Object.entries(found).sort());
  }

  async uid(key: string, type = 'note'): Promise<string | undefined> {
    return (await this.records.byKeys(type, [key]))[0]?.uid;
  }

  /** The changes of a key, oldest first. */
  history(key: string, type = 'note'): Promise<Change[]> {
    return this.changes.read({ type, key });
  }

  async codes(): Promise<string[]> {
    return (await this.findings.list()).map((finding) => `${finding.code} ${finding.file}:${finding.line}`);
  }

  /** Another process at the same database, as it were: with connections of its own. */
  async second(work: (other: Bench) => Promise<void>): Promise<void> {
    const database = openDatabase(this.database.address);
    const other = new Bench(database);
    try {
      await work(other);
    } finally {
      other.close();
      await database.close();
    }
  }

  close(): void {
    this.changes.close();
  }
}

/** An empty database of the kind, and what removes it. */
export async function freshAddress(
  kind: DatabaseName,
): Promise<{ address: DatabaseAddress; drop: () => Promise<void> }> {
  if (kind === 'postgres') {
    const { url, drop } = await freshPostgres();
    return { address: databaseAddress(url, ''), drop };
  }
  const folder = mkdtempSync(join(tmpdir(), 'callboard-contract-'));
  return {
    address: databaseAddress(undefined, folder),
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

const open = new Map<DatabaseName, { database: Database; drop: () => Promise<void> }>();

/** Making a database takes longer than most tests: those of a file share one of each kind, emptied for each. */
async function emptyDatabase(kind: DatabaseName): Promise<Database> {
  const known = open.get(kind);
  if (known) {
    await known.database.write(async (writer) => {
      for (const table of [
        'source',
        'repository',
        'file',
        'record',
        'body',
        'finding',
        'change',
        'redirect',
        'exclusion',
        'choice',
        'meta',
      ] as const)
        await writer.deleteFrom(table).execute();
      await writer.updateTable('counter').set({ value: 0 }).execute();
    });
    return known.database;
  }
  const { address, drop } = await freshAddress(kind);
  const database = openDatabase(address);
  await migrate(database);
  open.set(kind, { database, drop });
  return database;
}

afterAll(async () => {
  for (const { database, drop } of open.values()) {
    await database.close();
    await drop();
  }
});

/** A bench with one registered source, empty. */
export async function openBench(kind: DatabaseName, options: BenchOptions = {}): Promise<Bench> {
  const bench = new Bench(await emptyDatabase(kind), options);
  await bench.addSource(SOURCE);
  return bench;
}
