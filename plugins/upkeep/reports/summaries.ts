/** What the reports need of every entity, kept up with the change log from when somebody first asks. */
import type { Change, Entity, PluginScope, StoredRecordWithBody } from '@callboard/plugin/server';
import type { Catalog } from '../catalog.ts';
import { completenessOf } from '../completeness/completeness.ts';

export interface Summary {
  ref: string;
  title: string;
  kind: string;
  type?: string;
  /** Refs of the owners, whether they exist or not. */
  owners: string[];
  score: number;
  /** Labels of what is missing. */
  missing: string[];
  links: { url: string; title: string }[];
  changedAt: string;
}

export class Summaries {
  readonly #records: PluginScope['records'];
  readonly #catalog: Catalog;
  readonly #byRef = new Map<string, Summary>();
  /** Refs that changed while the first fill was under way, or since the last look. */
  readonly #changed = new Set<string>();
  #filled: Promise<unknown> | undefined;

  constructor(records: PluginScope['records'], catalog: Catalog) {
    this.#records = records;
    this.#catalog = catalog;
  }

  /** To be called with every batch of changes. */
  note(changes: readonly Change[]): void {
    if (!this.#filled) return;
    for (const { type, key } of changes) if (type === 'entity') this.#changed.add(key);
  }

  /** All of them as they are now. */
  async all(): Promise<ReadonlyMap<string, Summary>> {
    this.#filled ??= this.#records.scan('entity', (batch) => {
      for (const record of batch) this.#put(record);
    });
    await this.#filled;
    await this.#catchUp();
    return this.#byRef;
  }

  async #catchUp(): Promise<void> {
    const refs = [...this.#changed];
    this.#changed.clear();
    if (!refs.length) return;
    for (const ref of refs) this.#byRef.delete(ref);
    for (const record of await this.#records.byKeys('entity', refs)) this.#put(record);
  }

  #put({ key, body, changedAt }: StoredRecordWithBody): void {
    const entity = { ...(JSON.parse(body) as Entity), relations: this.#catalog.relations(key) };
    this.#byRef.set(key, summaryOf(key, entity, changedAt));
  }
}

function summaryOf(ref: string, entity: Entity, changedAt: string): Summary {
  const { metadata, spec, kind, relations = [] } = entity;
  const { score, fields } = completenessOf(entity);
  const type = spec?.['type'];
  const links = Array.isArray(metadata.links) ? metadata.links : [];
  return {
    ref,
    title: metadata.title ?? metadata.name,
    kind,
    ...(typeof type === 'string' && { type }),
    owners: relations.filter((relation) => relation.type === 'ownedBy').map(({ targetRef }) => targetRef),
    score,
    missing: fields.filter(({ isThere }) => !isThere).map(({ label }) => label),
    links: links.flatMap(({ url, title }) => (typeof url === 'string' ? [{ url, title: title ?? url }] : [])),
    changedAt,
  };
}
