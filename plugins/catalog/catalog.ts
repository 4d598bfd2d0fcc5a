/** The catalog of this process: the index, kept up with the change log, and the texts of its entities. */
import type { Change, Entity, PluginScope, StoredRecordWithBody } from '@callboard/plugin/server';
import { CatalogIndex, type IndexedEntity } from './index/catalog-index.ts';
import { LastUsed } from './index/lru.ts';
import { entityText } from './output.ts';

/** Characters of entity texts that are kept ready. */
const mostTextKept = 16_000_000;
const attempts = 3;

type CatalogScope = Pick<PluginScope, 'records' | 'changes' | 'model'>;

export class Catalog {
  readonly index: CatalogIndex;
  readonly #scope: CatalogScope;
  readonly #texts = new LastUsed<number, { revision: number; text: string }>(mostTextKept, ({ text }) => text.length);
  readonly #listeners = new Set<(changes: Change[]) => void>();

  private constructor(scope: CatalogScope) {
    this.#scope = scope;
    this.index = new CatalogIndex((entity) => scope.model.edges(entity));
  }

  /** Loads every entity and follows the change log from there. */
  static async open(scope: CatalogScope): Promise<Catalog> {
    const catalog = new Catalog(scope);
    const seq = await scope.records.scan('entity', (batch) => catalog.index.apply(batch.map(toIndexed)));
    scope.changes.follow('catalog-index', seq, (changes) => catalog.#follow(changes));
    return catalog;
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

  async #follow(changes: Change[]): Promise<void> {
    const keys = [...new Set(changes.filter((change) => change.type === 'entity').map((change) => change.key))];
    if (!keys.length) return;
    const records = await this.#scope.records.byKeys('entity', keys);
    const there = new Set(records.map((record) => record.key));
    this.index.apply(
      records.map(toIndexed),
      keys.filter((key) => !there.has(key)),
    );
    for (const listener of this.#listeners) listener(changes);
  }
}

function toIndexed({ key, uid, id, hash, state, body }: StoredRecordWithBody): IndexedEntity {
  return { ref: key, uid, recordId: id, hash, state, entity: JSON.parse(body) as Entity };
}
