/**
 * Which claim to a key is the active one. Files claim keys; of several claims one is active and visible, the others wait:
 * the person's choice first, else the one that is active already, else the earliest. Every change of what is visible gets its number
 * here, in the transaction that makes it.
 */
import { sql } from 'kysely';
import type { Cause, Change } from '@callboard/plugin/server';
import { chunks } from '../chunks.ts';
import type { Writer } from './database.ts';

const CHUNK = 400;

interface Visible {
  id: number;
  hash: string;
  state: string;
}

/** What is visible under some keys before a write; `settle` compares with it. */
export type Before = Map<string, Visible>;

/** Reserves `count` numbers and gives the first. */
export async function reserve(writer: Writer, counter: 'id' | 'change', count: number): Promise<number> {
  const row = await writer
    .updateTable('counter')
    .set({ value: sql`value + ${count}` })
    .where('name', '=', counter)
    .returning('value')
    .executeTakeFirstOrThrow();
  return Number(row.value) - count + 1;
}

/** Remembers what is visible under the keys now. */
export async function visibleOf(writer: Writer, type: string, keys: readonly string[]): Promise<Before> {
  const before: Before = new Map();
  for (const part of chunks(keys, CHUNK)) {
    const rows = await writer
      .selectFrom('record')
      .select(['key', 'id', 'hash', 'state'])
      .where('type', '=', type)
      .where('active', '=', 1)
      .where('key', 'in', part)
      .execute();
    for (const row of rows) before.set(row.key, row);
  }
  return before;
}

interface ClaimRow {
  id: number;
  key: string;
  hash: string;
  state: string;
  active: number;
  canonical: string;
}

/** Decides who is visible under the keys after claims were written, and logs what that changed. @returns number of the last change, 0 for none */
export async function settle(
  writer: Writer,
  type: string,
  before: Before,
  keys: readonly string[],
  at: string,
  causeOf: (key: string, op: Change['op']) => Cause,
): Promise<number> {
  const excluded = new Set<string>();
  const chosen = new Map<string, string>();
  const claims = new Map<string, ClaimRow[]>();
  for (const part of chunks(keys, CHUNK)) {
    const out = await writer
      .selectFrom('exclusion')
      .select('key')
      .where('type', '=', type)
      .where('key', 'in', part)
      .execute();
    const choices = await writer
      .selectFrom('choice')
      .select(['key', 'canonical'])
      .where('type', '=', type)
      .where('key', 'in', part)
      .execute();
    const rows = await writer
      .selectFrom('record')
      .innerJoin('file', 'file.id', 'record.file_id')
      .select(['record.id', 'record.key', 'record.hash', 'record.state', 'record.active', 'file.canonical'])
      .where('record.type', '=', type)
      .where('record.key', 'in', part)
      .orderBy('record.id')
      .execute();
    for (const row of out) excluded.add(row.key);
    for (const row of choices) chosen.set(row.key, row.canonical);
    for (const row of rows) claims.set(row.key, [...(claims.get(row.key) ?? []), row]);
  }

  const deactivate: number[] = [];
  const changes: { key: string; op: Change['op']; before: string | null; after: string | null; id?: number }[] = [];
  for (const key of keys) {
    const rows = claims.get(key) ?? [];
    const winner = excluded.has(key) ? undefined : pick(rows, chosen.get(key));
    for (const row of rows) {
      if (row !== winner && row.active) deactivate.push(row.id);
    }
    const was = before.get(key);
    if (!was && winner) changes.push({ key, op: 'create', before: null, after: winner.hash, id: winner.id });
    else if (was && !winner) changes.push({ key, op: 'delete', before: was.hash, after: null });
    else if (was && winner && was.hash !== winner.hash)
      changes.push({ key, op: 'update', before: was.hash, after: winner.hash, id: winner.id });
    else if (was && winner && (was.state !== winner.state || was.id !== winner.id))
      changes.push({ key, op: 'state', before: was.hash, after: winner.hash, id: winner.id });
  }
  for (const part of chunks(deactivate, CHUNK))
    await writer.updateTable('record').set({ active: 0 }).where('id', 'in', part).execute();
  if (!changes.length) return 0;
  // Whatever is there under a name is meant by it, not what once had it.
  const created = changes.filter((change) => change.op === 'create').map((change) => change.key);
  for (const part of chunks(created, CHUNK))
    await writer.deleteFrom('redirect').where('type', '=', type).where('key', 'in', part).execute();
  return log(writer, type, changes, at, causeOf);
}

function pick(rows: ClaimRow[], chosen: string | undefined): ClaimRow | undefined {
  return (
    (chosen ? rows.find((row) => row.canonical === chosen) : undefined) ?? rows.find((row) => row.active) ?? rows[0]
  );
}

async function log(
  writer: Writer,
  type: string,
  changes: { key: string; op: Change['op']; before: string | null; after: string | null; id?: number }[],
  at: string,
  causeOf: (key: string, op: Change['op']) => Cause,
): Promise<number> {
  const first = await reserve(writer, 'change', changes.length);
  const rows = changes.map(({ key, op, before, after }, index) => ({
    seq: first + index,
    at,
    type,
    key,
    op,
    before,
    after,
    cause: JSON.stringify(causeOf(key, op)),
  }));
  for (const part of chunks(rows, CHUNK)) await writer.insertInto('change').values(part).execute();
  const last = first + changes.length - 1;
  // What becomes visible is among the changes, so this makes it active as well. A batch shares its last number: "changed at" asks
  // which commit it was, not which row of it.
  const ids = changes.flatMap((change) => change.id ?? []);
  for (const part of chunks(ids, CHUNK))
    await writer
      .updateTable('record')
      .set({ active: 1, changed_at: at, changed_seq: last })
      .where('id', 'in', part)
      .execute();
  return last;
}
