import type { RecordState } from '@callboard/plugin/server';
import { Bitmap } from './bitmap.ts';
import { withRoom } from './numbers.ts';
import { check, json, type Section, type Unpacker } from './packing.ts';
import { StringTable } from './strings.ts';

/** What is known of a document beside what filters see. */
export interface DocumentInfo {
  /** `kind:namespace/name`, lower case. */
  ref: string;
  uid: string;
  recordId: number;
  /** Hash of the stored body. */
  hash: string;
  state: RecordState;
}

/** Documents in a section. */
const sectionDocuments = 1024;

/**
 * Every entity ref that is there or that something points at, under a small number that it keeps for good. `present` says which are there.
 */
export class DocumentTable {
  readonly present = new Bitmap();
  /** The number of a ref in this table is the number of the document. */
  #refs = new StringTable();
  /** Made when it is first asked for. */
  #byUid: Map<string, number> | undefined;
  #uids: (string | undefined)[] = [];
  #recordIds: number[] = [];
  #hashes: string[] = [];
  #states = new Map<number, RecordState>();
  /** Goes up with everything that may change how the document is sent. */
  #revisions = new Uint32Array(64);

  /** One more than the largest number given out. */
  get size(): number {
    return this.#refs.size;
  }

  /** The number of a ref, given out when it has none yet. */
  intern(ref: string): number {
    const id = this.#refs.intern(ref);
    this.#revisions = withRoom(this.#revisions, id + 1);
    return id;
  }

  /** `undefined` for a ref that is not there. */
  find(ref: string): number | undefined {
    const id = this.#refs.find(ref);
    return this.present.has(id) ? id : undefined;
  }

  /** The number of a ref, also of one that is only pointed at. */
  node(ref: string): number | undefined {
    return this.#refs.find(ref) || undefined;
  }

  byUid(uid: string): number | undefined {
    this.#byUid ??= new Map(this.present.members().map((id) => [this.#uids[id]!, id]));
    return this.#byUid.get(uid);
  }

  ref(id: number): string {
    return this.#refs.text(id);
  }

  uid(id: number): string {
    return this.#uids[id]!;
  }

  hash(id: number): string {
    return this.#hashes[id]!;
  }

  state(id: number): RecordState {
    return this.#states.get(id) ?? {};
  }

  /** Documents whose state is not the plain one. */
  withState(): Iterable<number> {
    return this.#states.keys();
  }

  info(id: number): DocumentInfo {
    return {
      ref: this.ref(id),
      uid: this.uid(id),
      recordId: this.#recordIds[id]!,
      hash: this.hash(id),
      state: this.state(id),
    };
  }

  revision(id: number): number {
    return this.#revisions[id] ?? 0;
  }

  touch(id: number): void {
    this.#revisions[id]!++;
  }

  put(id: number, { uid, recordId, hash, state }: Omit<DocumentInfo, 'ref'>): void {
    const before = this.#uids[id];
    if (before !== undefined && before !== uid) this.#byUid?.delete(before);
    this.#uids[id] = uid;
    this.#byUid?.set(uid, id);
    this.#recordIds[id] = recordId;
    this.#hashes[id] = hash;
    if (Object.keys(state).length) this.#states.set(id, state);
    else this.#states.delete(id);
    this.present.add(id);
    this.touch(id);
  }

  remove(id: number): void {
    const uid = this.#uids[id];
    if (uid !== undefined) this.#byUid?.delete(uid);
    this.#uids[id] = undefined;
    this.#states.delete(id);
    this.present.delete(id);
    this.touch(id);
  }

  *save(): Generator<Section> {
    yield* this.#refs.save();
    for (let from = 0; from < this.size; from += sectionDocuments) {
      const to = Math.min(from + sectionDocuments, this.size);
      const section: SavedDocuments = { uids: [], recordIds: [], hashes: [] };
      for (let id = from; id < to; id++) {
        const isThere = this.present.has(id);
        section.uids.push(isThere ? this.#uids[id]! : null);
        section.recordIds.push(isThere ? this.#recordIds[id]! : 0);
        section.hashes.push(isThere ? this.#hashes[id]! : '');
      }
      yield json(section);
    }
    yield json([...this.#states]);
  }

  /** Becomes what was saved. @throws {DamagedFile} */
  restore(from: Unpacker): void {
    this.#refs.restore(from);
    this.#revisions = new Uint32Array(this.size);
    for (let first = 0; first < this.size; first += sectionDocuments) {
      const section = from.json() as SavedDocuments;
      const count = Math.min(sectionDocuments, this.size - first);
      check(isWhole(section, count), 'documents are cut off');
      for (let at = 0; at < count; at++) {
        const uid = section.uids[at]!;
        if (uid === null) continue;
        this.#restoreOne(first + at, uid, section.recordIds[at]!, section.hashes[at]!);
      }
    }
    const states = from.json() as [number, RecordState][];
    check(Array.isArray(states), 'the states of documents are missing');
    for (const [id, state] of states) {
      check(this.present.has(id) && typeof state === 'object' && state !== null, 'a state is of no document');
      this.#states.set(id, state);
    }
  }

  #restoreOne(id: number, uid: unknown, recordId: unknown, hash: unknown): void {
    check(typeof uid === 'string' && typeof recordId === 'number' && typeof hash === 'string', 'a document is damaged');
    this.#uids[id] = uid;
    this.#recordIds[id] = recordId;
    this.#hashes[id] = hash;
    this.present.add(id);
  }
}

/** Lists side by side. */
interface SavedDocuments {
  /** `null` for a ref that is only pointed at. */
  uids: (string | null)[];
  recordIds: number[];
  hashes: string[];
}

function isWhole(section: SavedDocuments | null, count: number): boolean {
  return (
    typeof section === 'object' &&
    section !== null &&
    [section.uids, section.recordIds, section.hashes].every((list) => Array.isArray(list) && list.length === count)
  );
}
