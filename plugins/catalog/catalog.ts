/** The catalog of this process: the index, kept up with the change log, and the texts of its entities. */
import type { Change, Entity, PluginScope, StoredRecordWithBody } from '@callboard/plugin/server';
import { CheckpointSchedule, type ScheduleScope } from './checkpoint-schedule.ts';
import { readCheckpoint } from './checkpoint.ts';
import { CatalogIndex, type IndexedEntity } from './index/catalog-index.ts';
import { LastUsed } from './index/lru.ts';
import { entityText } from './output.ts';

/** Characters of entity texts that are kept ready. */
const mostTextKept = 16_000_000;
const attempts = 3;

type CatalogScope = ScheduleScope & Pick<PluginScope, 'records'>;

export class Catalog {
  readonly index: CatalogIndex;
  readonly #scope: CatalogScope;
  readonly #texts = new LastUsed<number, { revision: number; text: string }>(mostTextKept, ({ text }) => text.length);
  readonly #listeners = new Set<(changes: Change[]) => void>();

  /** The change that the index is true to. */
  #seq: number;

  private constructor(scope: CatalogScope, index: CatalogIndex, seq: number) {
    this.#scope = scope;
    this.index = index;
    this.#seq = seq;
  }

  /** Loads the index as it was saved and catches up, or reads every entity; then follows the change log. */
  static async open(scope: CatalogScope): Promise<Catalog> {
    const saved = await readCheckpoint(scope);
    const catalog = saved ? new Catalog(scope, saved.index, saved.seq) : await Catalog.#scan(scope);
    if (saved) await catalog.#catchUp();
    new CheckpointSchedule(scope, saved?.seq ?? 0, () => ({ index: catalog.index, seq: catalog.#seq }));
    scope.changes.follow('catalog-index', catalog.#seq, (changes) => catalog.#follow(changes));
    return catalog;
  }

  static async #scan(scope: CatalogScope): Promise<Catalog> {
    const index = new CatalogIndex((entity) => scope.model.edges(entity));
    const seq = await scope.records.scan('entity', (batch) => index.apply(batch.map(toIndexed)));
    return new Catalog(scope, index, seq);
  }

  /** Calls back after changes are in the index. @returns stops it */
  onChange(listener: (changes: Change[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * JSON texts of entities as they are sent; `undefined` for one that is gone by now.
   * @param keep false for a walk through everything, which would push out what is asked for often
   */
  async texts(documents: readonly number[], keep = true): Promise<(string | undefined)[]> {
    const found = new Map<number, string>();
    let missing = documents.filter((document) => !this.#ready(document, found));
    for (let attempt = 0; missing.length && attempt < attempts; attempt++) {
      await this.#fill(missing, found, keep);
      // A body can be replaced between looking it up and reading it.
      missing = missing.filter((document) => !found.has(document) && this.index.isPresent(document));
    }
    return documents.map((document) => found.get(document));
  }

  async text(document: number): Promise<string | undefined> {
    const [text] = await this.texts([document]);
    return text;
  }

  async entity(document: number): Promise<Entity | undefined> {
    const text = await this.text(document);
    return text === undefined ? undefined : (JSON.parse(text) as Entity);
  }

  /** Entities by ref, those that are there. */
  async entities(refs: readonly string[]): Promise<Map<string, Entity>> {
    const documents = refs.map((ref) => this.index.find(ref)).filter((document) => document !== undefined);
    const texts = await this.texts(documents);
    return new Map(
      texts.flatMap((text, at) =>
        text === undefined ? [] : [[this.index.ref(documents[at]!), JSON.parse(text) as Entity] as const],
      ),
    );
  }

  #ready(document: number, found: Map<number, string>): boolean {
    const kept = this.#texts.get(document);
    if (!kept || kept.revision !== this.index.revision(document) || !this.index.isPresent(document)) return false;
    found.set(document, kept.text);
    return true;
  }

  async #fill(documents: readonly number[], found: Map<number, string>, keep: boolean): Promise<void> {
    const wanted = documents
      .filter((document) => this.index.isPresent(document))
      .map((document) => ({
        document,
        revision: this.index.revision(document),
        info: this.index.info(document),
        relations: this.index.relationsOf(document),
      }));
    const bodies = await this.#scope.records.bodies(wanted.map(({ info }) => info.hash));
    for (const [at, { document, revision, info, relations }] of wanted.entries()) {
      const body = bodies[at];
      if (body === undefined) continue;
      const text = entityText({ body, hash: info.hash, uid: info.uid, state: info.state, relations });
      if (keep) this.#texts.set(document, { revision, text });
      found.set(document, text);
    }
  }

  /** So that whoever asks first already gets what changed while the portal was down. */
  async #catchUp(): Promise<void> {
    for (;;) {
      const changes = await this.#scope.changes.read({ after: this.#seq });
      if (!changes.length) return;
      await this.#follow(changes);
    }
  }

  async #follow(changes: Change[]): Promise<void> {
    const keys = [...new Set(changes.filter((change) => change.type === 'entity').map((change) => change.key))];
    if (keys.length) await this.#renew(keys);
    this.#seq = changes.at(-1)!.seq;
    if (keys.length) for (const listener of this.#listeners) listener(changes);
  }

  /** Takes over what is stored under some keys by now. */
  async #renew(keys: readonly string[]): Promise<void> {
    const records = await this.#scope.records.byKeys('entity', keys);
    const there = new Set(records.map((record) => record.key));
    this.index.apply(
      records.map(toIndexed),
      keys.filter((key) => !there.has(key)),
    );
  }
}

function toIndexed({ key, uid, id, hash, state, body }: StoredRecordWithBody): IndexedEntity {
  return { ref: key, uid, recordId: id, hash, state, entity: JSON.parse(body) as Entity };
}
