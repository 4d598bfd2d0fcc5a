/** Records, a change log and a cache in memory, as far as the catalog needs them. */
import { createHash } from 'node:crypto';
import {
  createModel,
  entityRefOf,
  type Change,
  type ChangeQuery,
  type Entity,
  type PluginScope,
  type RecordState,
  type StoredRecordWithBody,
} from '@callboard/plugin/server';
import type { Catalog } from './catalog.ts';

type CatalogScope = Parameters<typeof Catalog.open>[0];

export class StoredEntities {
  readonly #records = new Map<string, StoredRecordWithBody>();
  readonly #bodies = new Map<string, string>();
  #followers: ((changes: Change[]) => Promise<void> | void)[] = [];
  #ends: (() => unknown)[] = [];
  /** The change log. */
  changes: Change[] = [];
  /** What the cache holds. */
  readonly files = new Map<string, Buffer>();
  /** Told of each piece that is written to the cache. */
  onPiece: () => Promise<void> = async () => undefined;
  readonly logged: { message: string; data?: Record<string, unknown> }[] = [];
  scans = 0;
  #lastId = 0;
  /** States of records by key, for those that are put. */
  readonly states = new Map<string, RecordState>();
  /** Called before bodies are read: the moment in which something else may happen. */
  beforeBodies: () => Promise<void> = async () => undefined;

  readonly scope: CatalogScope = {
    model: createModel(),
    cache: {
      read: async (name) => this.files.get(name),
      write: async (name, content) => {
        const pieces: Uint8Array[] = [];
        for await (const piece of content as AsyncIterable<Uint8Array>) {
          pieces.push(piece.slice());
          await this.onPiece();
        }
        this.files.set(name, Buffer.concat(pieces));
      },
    },
    log: {
      debug: () => undefined,
      info: (message, data) => void this.logged.push({ message, ...(data && { data }) }),
      warn: (message, data) => void this.logged.push({ message, ...(data && { data }) }),
      error: (message, data) => void this.logged.push({ message, ...(data && { data }) }),
    },
    onDispose: (end) => void this.#ends.push(end),
    records: {
      scan: async (_type: string, onBatch: (batch: StoredRecordWithBody[]) => void) => {
        this.scans++;
        onBatch([...this.#records.values()]);
        return this.changes.at(-1)?.seq ?? 0;
      },
      byKeys: async (_type: string, keys: readonly string[]) => keys.flatMap((key) => this.#records.get(key) ?? []),
      bodies: async (hashes: readonly string[]) => {
        await this.beforeBodies();
        return hashes.map((hash) => this.#bodies.get(hash));
      },
    } as unknown as PluginScope['records'],
    changes: {
      head: async () => this.changes.at(-1)?.seq ?? 0,
      read: async ({ type, after = 0, limit = 100 }: ChangeQuery) =>
        this.changes.filter((change) => change.seq > after && (!type || change.type === type)).slice(0, limit),
      follow: (_name: string, _from: number, handler: (changes: Change[]) => void) =>
        void this.#followers.push(handler),
    } as unknown as PluginScope['changes'],
  };

  /** Ends whoever uses the scope, in good order; what is stored stays. */
  async stop(): Promise<void> {
    this.#followers = [];
    for (const end of this.#ends.splice(0)) await end();
  }

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
        const id = before?.id ?? ++this.#lastId;
        const uid = before?.uid ?? `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;
        this.#records.set(key, {
          id,
          uid,
          type: 'entity',
          key,
          hash,
          state: this.states.get(key) ?? {},
          createdAt: at,
          changedAt: at,
          changedSeq: this.changes.length + 1,
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
    const last = this.changes.at(-1)?.seq ?? 0;
    const told = changes.map(({ key, op }, at): Change => ({
      seq: last + 1 + at,
      at: new Date(0).toISOString(),
      type: 'entity',
      key,
      op,
      before: null,
      after: null,
      cause: { type: 'harvest' },
    }));
    this.changes.push(...told);
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
