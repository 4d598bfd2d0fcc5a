/** What became of an entity over time, from the change log. */
import { CallboardError, type Cause, type Change, type Json, type PluginScope } from '@callboard/plugin/server';
import { diffOf, type FieldChange } from './diff.ts';

export interface HistoryEntry {
  seq: number;
  at: string;
  op: Change['op'];
  cause: Cause;
  diff: FieldChange[];
}

type HistoryScope = Pick<PluginScope, 'changes' | 'records'>;

const batch = 200;

/** Changes of an entity, newest first. */
export async function historyOf(
  entityRef: string,
  paging: { before?: number; limit: number },
  { changes, records }: HistoryScope,
): Promise<{ items: HistoryEntry[]; nextBefore?: number }> {
  const { before, limit } = paging;
  const found = await changes.read({
    type: 'entity',
    key: entityRef,
    limit: limit + 1,
    order: 'desc',
    ...(before !== undefined && { before }),
  });
  const page = found.slice(0, limit);
  const bodies = await bodiesOf([...new Set(page.flatMap((change) => [change.before, change.after]))], records);
  const items = page.map(({ seq, at, op, cause, ...hashes }) => {
    // Where one side is missing there is nothing to compare: the whole came or went.
    const isChange = hashes.before !== null && hashes.after !== null;
    return { seq, at, op, cause, diff: isChange ? diffOf(bodies.get(hashes.before), bodies.get(hashes.after)) : [] };
  });
  return { items, ...(found.length > limit && { nextBefore: page.at(-1)!.seq }) };
}

/** The entity as it was at a moment (ISO 8601). @throws {CallboardError} when it was not there */
export async function entityAt(
  entityRef: string,
  at: string,
  { changes, records }: HistoryScope,
): Promise<{ entity: Json; seq: number; at: string }> {
  const moment = new Date(at).toISOString();
  for (let before: number | undefined; ;) {
    const found = await changes.read({
      type: 'entity',
      key: entityRef,
      limit: batch,
      order: 'desc',
      ...(before !== undefined && { before }),
    });
    const change = found.find((each) => each.at <= moment);
    const last = found.at(-1);
    if (!change && last && found.length === batch) {
      before = last.seq;
      continue;
    }
    if (!change?.after) throw new CallboardError('not-found', `${entityRef} was not in the catalog at ${moment}`);
    const entity = (await bodiesOf([change.after], records)).get(change.after);
    if (entity === undefined)
      throw new CallboardError('not-found', `What ${entityRef} was at ${moment} is not kept any more`);
    return { entity, seq: change.seq, at: change.at };
  }
}

async function bodiesOf(
  hashes: (string | null)[],
  records: HistoryScope['records'],
): Promise<Map<string | null, Json>> {
  const wanted = hashes.filter((hash) => hash !== null);
  const texts = await records.bodies(wanted);
  return new Map(
    texts.flatMap((text, at) => (text === undefined ? [] : [[wanted[at]!, JSON.parse(text) as Json] as const])),
  );
}
