/** Keeps the index up with the change log, from a cursor of its own. Runs on the replica that leads. */
import { setImmediate as breath, setTimeout as sleep } from 'node:timers/promises';
import type { Change, JsonObject, Log, PluginDatabase, PluginScope, SearchType } from '@callboard/plugin/server';
import { contentsOf, rowsVersion, type DocumentContent, type LoadedType } from './documents.ts';
import { readState, writeState } from './state.ts';
import type { SearchTables } from './tables.ts';
import { Writer, type Replacement } from './writer.ts';

/** Changes that are read at a time. */
const changesAtOnce = 1000;
/** Records that are written in one transaction. The embedded database writes on this thread: so few that nobody notices. */
const recordsAtOnce = { sqlite: 20, postgres: 200 };
/**
 * A first harvest brings everything at once, and what it brings is seen sooner when nothing else works beside it: more changes than a
 * person makes are waited for until none came for a while, or for as many milliseconds as patience lasts.
 */
const flood = { changes: 100, stillness: 1500, look: 250, patience: 30_000 };
/** Records that are described between two breaths. */
const describedAtOnce = 20;

export type IndexerScope = Pick<PluginScope, 'changes' | 'records' | 'contributions' | 'log'>;

/** The search types of all running plugins, with their modules. One that cannot be loaded is left out, and the log says so. */
export async function loadTypes(scope: Pick<PluginScope, 'contributions' | 'log'>): Promise<LoadedType[]> {
  const types: LoadedType[] = [];
  for (const { plugin, contribution, load } of scope.contributions('searchTypes')) {
    try {
      const type = (await load(contribution.module)) as SearchType | undefined;
      if (typeof type?.documents !== 'function')
        throw new Error(`${contribution.module} has no default export made by defineSearchType`);
      types.push({ id: contribution.id, records: contribution.records, type });
    } catch (error) {
      scope.log.error('a search type cannot be loaded; what it describes is not found', { from: plugin, error });
    }
  }
  return types;
}

export class Indexer {
  readonly #scope: IndexerScope;
  readonly #database: PluginDatabase<SearchTables>;
  readonly #writer: Writer;
  #types: LoadedType[] = [];
  #wake: (() => void) | undefined;
  #isAwake = true;

  constructor(scope: IndexerScope, database: PluginDatabase<SearchTables>) {
    this.#scope = scope;
    this.#database = database;
    this.#writer = new Writer(database);
  }

  /** There may be changes. */
  wake(): void {
    this.#isAwake = true;
    this.#wake?.();
  }

  /** Builds what is missing and follows the change log, until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    this.#types = await loadTypes(this.#scope);
    const signature = JSON.stringify([
      rowsVersion,
      ...this.#types.map(({ id, records, type }) => [id, records, type.version]),
    ]);
    const state = await readState(this.#database.read);
    let { cursor } = state;
    if (state.signature !== signature) {
      cursor = await this.#rebuild(signal);
      if (signal.aborted) return;
      await this.#database.write((transaction) => writeState(transaction, { signature, cursor }));
    }
    signal.addEventListener('abort', () => this.#wake?.());
    while (!signal.aborted) {
      this.#isAwake = false;
      cursor = await this.#follow(cursor, signal);
      if (!this.#isAwake && !signal.aborted) await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Looks at every record, writes what differs, and takes out what no record says. @returns number of the change that it is true to */
  async #rebuild(signal: AbortSignal): Promise<number> {
    const begun = performance.now();
    // What changes while it goes on comes again.
    const head = await this.#scope.changes.head();
    let written = 0;
    const recordTypes = new Set(this.#types.map(({ records }) => records));
    for (const recordType of recordTypes) {
      const keys = new Set<string>();
      await this.#scope.records.scan(recordType, (batch) => batch.forEach(({ key }) => keys.add(key)));
      const known = await this.#database.read
        .selectFrom('document')
        .select('record')
        .distinct()
        .where('record_type', '=', recordType)
        .execute();
      for (const { record } of known) keys.add(record);
      written += await this.#index(
        [...keys].map((key) => ({ type: recordType, key })),
        signal,
      );
    }
    written += await this.#removeOthers(recordTypes, signal);
    const seconds = Math.round(performance.now() - begun) / 1000;
    this.#scope.log.info('the search index was built', { documents: written, seconds });
    return head;
  }

  /** Documents of record types that nobody makes findable any more. */
  async #removeOthers(recordTypes: ReadonlySet<string>, signal: AbortSignal): Promise<number> {
    const rows = await this.#database.read
      .selectFrom('document')
      .select(['record_type', 'record'])
      .distinct()
      .where('gone', '=', 0)
      .where('record_type', 'not in', [...recordTypes, ''])
      .execute();
    return this.#index(
      rows.map(({ record_type, record }) => ({ type: record_type, key: record })),
      signal,
    );
  }

  async #follow(from: number, signal: AbortSignal): Promise<number> {
    let cursor = from;
    let awaited = from;
    while (!signal.aborted) {
      const changes = await this.#scope.changes.read({ after: cursor, limit: changesAtOnce });
      const last = changes.at(-1);
      if (!last) break;
      if (changes.length > flood.changes && last.seq > awaited) awaited = await this.#letFloodPass(signal);
      await this.#index(this.#concerned(changes), signal, last.seq);
      if (!signal.aborted) cursor = last.seq;
    }
    return cursor;
  }

  /** @returns number of the last change when the flood had passed, or patience was at its end */
  async #letFloodPass(signal: AbortSignal): Promise<number> {
    const end = performance.now() + flood.patience;
    let head = await this.#scope.changes.head();
    let stillSince = performance.now();
    while (!signal.aborted && performance.now() < end && performance.now() - stillSince < flood.stillness) {
      // It ends with the signal as well; the loops look at that themselves.
      await sleep(flood.look, undefined, { signal }).catch(() => undefined);
      const now = await this.#scope.changes.head();
      if (now !== head) stillSince = performance.now();
      head = now;
    }
    return head;
  }

  #concerned(changes: readonly Change[]): RecordName[] {
    const recordTypes = new Set(this.#types.map(({ records }) => records));
    const names = new Map<string, RecordName>();
    for (const { type, key, op } of changes)
      if (op !== 'state' && recordTypes.has(type)) names.set(`${type}\n${key}`, { type, key });
    return [...names.values()];
  }

  /** @param cursor stored with the last of them */
  async #index(names: readonly RecordName[], signal: AbortSignal, cursor?: number): Promise<number> {
    let written = 0;
    const step = recordsAtOnce[this.#database.dialect];
    for (let at = 0; at < names.length; at += step) {
      if (signal.aborted) return written;
      const part = names.slice(at, at + step);
      const isLast = at + step >= names.length;
      written += await this.#writer.replace(await this.#read(part), isLast ? cursor : undefined);
      await breath();
    }
    if (!names.length && cursor !== undefined) await this.#writer.replace([], cursor);
    return written;
  }

  async #read(names: readonly RecordName[]): Promise<Replacement[]> {
    const replacements: Replacement[] = [];
    for (const [recordType, some] of Map.groupBy(names, ({ type }) => type)) {
      const keys = some.map(({ key }) => key);
      const contents: DocumentContent[] = [];
      for (const [at, { key, body }] of (await this.#scope.records.byKeys(recordType, keys)).entries()) {
        contents.push(...this.#contents(recordType, key, body));
        if (at % describedAtOnce === describedAtOnce - 1) await breath();
      }
      replacements.push({ recordType, keys, contents });
    }
    return replacements;
  }

  #contents(recordType: string, key: string, text: string): DocumentContent[] {
    const body = JSON.parse(text) as JsonObject;
    return this.#types
      .filter(({ records }) => records === recordType)
      .flatMap((type) => contentsOrNone(type, { key, body }, this.#scope.log));
  }
}

interface RecordName {
  type: string;
  key: string;
}

/** One record that its plugin cannot describe must not keep the others from being found. */
function contentsOrNone(type: LoadedType, record: { key: string; body: JsonObject }, log: Log): DocumentContent[] {
  try {
    return contentsOf(type, record);
  } catch (error) {
    log.error('a search type failed over a record, which is not found', { type: type.id, record: record.key, error });
    return [];
  }
}
