/** The index in a file, so that a start has to read only what changed since: what stands in it, and when it is believed. */
import { createHash } from 'node:crypto';
import { z, type Change, type PluginScope } from '@callboard/plugin/server';
import { CatalogIndex } from './index/catalog-index.ts';
import { check, DamagedFile, json, pack, Unpacker, type Section } from './index/packing.ts';

export type CheckpointScope = Pick<PluginScope, 'cache' | 'changes' | 'log' | 'model'>;

const name = 'index';
/** Changes to catch up with, per entity: with more of them, reading every entity is quicker. */
const mostChanges = 0.5;

const headSchema = z.object({
  /** What the edges were derived with. */
  model: z.string(),
  /** The change that the index was true to … */
  seq: z.number().int().positive(),
  /** … and which one it was: in a restored backup the same number may be another change. */
  change: z.string(),
  entities: z.number().int(),
});
type Head = z.infer<typeof headSchema>;

/** @returns the index and the change that it is true to; `undefined` when every entity has to be read */
export async function readCheckpoint(
  scope: CheckpointScope,
): Promise<{ index: CatalogIndex; seq: number } | undefined> {
  try {
    const bytes = await scope.cache.read(name);
    if (!bytes) return undefined;
    const from = new Unpacker(bytes);
    const head = headSchema.safeParse(from.json());
    check(head.success, 'its head is not one');
    const objection = await objectionTo(head.data, scope);
    if (objection) {
      scope.log.info('the saved index is of no use, so every entity is read', { reason: objection });
      return undefined;
    }
    const index = new CatalogIndex((entity) => scope.model.edges(entity));
    index.restore(from);
    from.finish();
    return { index, seq: head.data.seq };
  } catch (error) {
    const reason = error instanceof DamagedFile ? error.message : String(error);
    scope.log.warn('the saved index cannot be read, so every entity is read', { reason });
    return undefined;
  }
}

/**
 * Saves the index as it is at a change. Nothing is copied and nothing waits: it is written a piece at a time, and given up when it changes
 * meanwhile.
 * @returns whether it was saved
 */
export async function writeCheckpoint(scope: CheckpointScope, index: CatalogIndex, seq: number): Promise<boolean> {
  const { version } = index;
  /** Whether the index is what the log says up to `seq`, and nothing of what comes after is in it yet. */
  const isTrue = async () => {
    const [later] = await scope.changes.read({ type: 'entity', after: seq, limit: 1 });
    return later === undefined && index.version === version;
  };
  const change = await nameOfChange(seq, scope);
  if (change === undefined || !(await isTrue())) return false;
  const head: Head = { model: nameOfModel(scope), seq, change, entities: index.size };
  try {
    await scope.cache.write(
      name,
      whileSame(pack(sectionsOf(head, index)), isTrue, () => index.version === version),
    );
    return true;
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return false;
    throw error;
  }
}

class ChangedMeanwhile extends Error {}

async function* whileSame(
  pieces: Iterable<Uint8Array>,
  isTrue: () => Promise<boolean>,
  isSame: () => boolean,
): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    yield piece;
    if (!isSame()) throw new ChangedMeanwhile();
  }
  if (!(await isTrue())) throw new ChangedMeanwhile();
}

function* sectionsOf(head: Head, index: CatalogIndex): Generator<Section> {
  yield json(head);
  yield* index.save();
}

/** Why a checkpoint must not be used, if so. */
async function objectionTo(head: Head, scope: CheckpointScope): Promise<string | undefined> {
  if (head.model !== nameOfModel(scope)) return 'the kinds have changed';
  const newest = await scope.changes.head();
  if (head.seq > newest) return 'it is ahead of the database';
  if (head.change !== (await nameOfChange(head.seq, scope))) return 'the database has another history';
  if (newest - head.seq > head.entities * mostChanges) return 'too much has changed since';
  return undefined;
}

/** Tells a change from every other one that may have its number. */
async function nameOfChange(seq: number, { changes }: CheckpointScope): Promise<string | undefined> {
  const [change] = await changes.read({ after: seq - 1, limit: 1 });
  if (change?.seq !== seq) return undefined;
  const { at, type, key, op, before, after } = change satisfies Change;
  return hashOf([at, type, key, op, before, after]);
}

/** Tells apart models that derive different edges. */
function nameOfModel({ model }: CheckpointScope): string {
  return hashOf(model.kinds.map(({ kind, relations }) => [kind, relations]));
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
