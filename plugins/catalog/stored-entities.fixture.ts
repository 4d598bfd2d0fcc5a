/** Records and a change log in memory, as far as the catalog needs them. */
import { createHash } from 'node:crypto';
import {
  createModel,
  entityRefOf,
  type Change,
  type Entity,
  type PluginScope,
  type StoredRecordWithBody,
} from '@callboard/plugin/server';

type CatalogScope = Pick<PluginScope, 'records' | 'changes' | 'model'>;

export class StoredEntities {
  readonly #records = new Map<string, StoredRecordWithBody>();
  readonly #bodies = new Map<string, string>();
  readonly #followers: ((changes: Change[]) => Promise<void> | void)[] = [];
  #seq = 0;
  /** Called before bodies are read: the moment in which something else may happen. */
  beforeBodies: () => Promise<void> = async () => undefined;

  readonly scope: CatalogScope = {
    model: createModel(),
    records: {
      scan: async (_type: string, onBatch: (batch: StoredRecordWithBody[]) => void) => {
        onBatch([...this.#records.values()]);
        return this.#seq;
      },
      byKeys: async (_type: string, keys: readonly string[]) => keys.flatMap((key) => this.#records.get(key) ?? []),
      bodies: async (hashes: readonly string[]) => {
        await this.beforeBodies();
        return hashes.map((hash) => this.#bodies.get(hash));
      },
    } as unknown as PluginScope['records'],
    changes: {
      follow: (_name: string, _from: number, handler: (changes: Change[]) => void) =>
        void this.#followers.push(handler),
    } as unknown as PluginScope['changes'],
  };

  /** Stores entities in place of what has their refs; the bodies that they replace are forgotten. */
  async put(...entities: Entity[]): Promise<void> {
    await this.#tell(
      entities.map((entity) => {
        const key = entityRefOf(entity);
        const before = this.#records.get(key);
        const body = JSON.stringify({
          apiVersion: entity.apiVersion,
          kind: entity.kind,
          metadata: entity.metadata,
          spec: entity.spec,
        });
        const hash = createHash('sha256').update(body).digest('hex');
        const at = new Date(0).toISOString();
        if (before) this.#bodies.delete(before.hash);
        this.#bodies.set(hash, body);
        const id = before?.id ?? this.#records.size + 1;
        const uid = before?.uid ?? `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;
        this.#records.set(key, {
          id,
          uid,
          type: 'entity',
          key,
          hash,
          state: {},
          createdAt: at,
          changedAt: at,
          changedSeq: this.#seq + 1,
          body,
        });
        return { key, op: before ? 'update' : 'create' };
      }),
    );
  }

  async remove(key: string): Promise<void> {
    this.#bodies.delete(this.#records.get(key)?.hash ?? '');
    this.#records.delete(key);
    await this.#tell([{ key, op: 'delete' }]);
  }

  async #tell(changes: Pick<Change, 'key' | 'op'>[]): Promise<void> {
    const told = changes.map(({ key, op }): Change => ({
      seq: ++this.#seq,
      at: new Date(0).toISOString(),
      type: 'entity',
      key,
      op,
      before: null,
      after: null,
      cause: { type: 'harvest' },
    }));
    for (const follower of this.#followers) await follower(told);
  }
}

export function component(name: string, spec: Entity['spec'] = {}, metadata: Partial<Entity['metadata']> = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', ...metadata },
    spec: { type: 'service', ...spec },
  };
}
