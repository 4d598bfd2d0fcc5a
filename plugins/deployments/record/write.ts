/** Puts reports into the tables: what runs where follows from them, and history stays bounded. */
import { createHash, randomUUID } from 'node:crypto';
import type { Report } from '../schema.ts';
import type { DeploymentRow, PlaceRow, Writer } from '../tables.ts';

/** A report with what the portal knows about it. */
export interface Incoming extends Report {
  at: string;
  key: string;
  reporter: string;
}

export interface Recorded {
  id: string;
  /** `unchanged`: it said nothing new, or came too late to. */
  outcome: 'created' | 'updated' | 'unchanged';
}

type PlaceKey = Pick<PlaceRow, 'entity_ref' | 'environment' | 'region'>;

/** What a report without a key is called: who says the same again means the same deployment. */
export function keyOf({ key, version, at }: Report): string {
  if (key !== undefined) return key;
  if (at === undefined) return randomUUID();
  return createHash('sha256').update(`${version}\n${at}`).digest('hex').slice(0, 32);
}

export function placeOf({ entityRef, environment, region = '' }: Report): PlaceKey {
  return { entity_ref: entityRef, environment, region };
}

/** @returns what became of each report, in their order */
export async function writeReports(writer: Writer, reports: readonly Incoming[], keep: number): Promise<Recorded[]> {
  const results = new Map<Incoming, Recorded>();
  const places = Map.groupBy(reports, (report) => JSON.stringify(placeOf(report)));
  // In one order everywhere: transactions of several replicas would wait for each other in a ring.
  for (const [, some] of [...places].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const place = placeOf(some[0]!);
    await lock(writer, place, some[0]!.at);
    for (const report of some) results.set(report, await writeOne(writer, place, report));
    if (some.every((report) => results.get(report)!.outcome === 'unchanged')) continue;
    await prune(writer, place, await settle(writer, place), keep);
  }
  return reports.map((report) => results.get(report)!);
}

/** From here on nobody else writes about the place until the transaction ends. */
async function lock(writer: Writer, place: PlaceKey, at: string): Promise<void> {
  await writer
    .insertInto('place')
    .values({ ...place, live_id: null, latest_id: null, changed_at: at })
    .onConflict((conflict) => conflict.columns(['entity_ref', 'environment', 'region']).doUpdateSet({ changed_at: at }))
    .execute();
}

async function writeOne(writer: Writer, place: PlaceKey, report: Incoming): Promise<Recorded> {
  const before = await writer
    .selectFrom('deployment')
    .selectAll()
    .where('entity_ref', '=', place.entity_ref)
    .where('environment', '=', place.environment)
    .where('region', '=', place.region)
    .where('key', '=', report.key)
    .executeTakeFirst();
  const row = rowOf(place, report, before);
  if (!before) {
    await writer.insertInto('deployment').values(row).execute();
    return { id: row.id, outcome: 'created' };
  }
  if (report.at < before.at || isSame(before, row)) return { id: before.id, outcome: 'unchanged' };
  await writer.updateTable('deployment').set(row).where('id', '=', before.id).execute();
  return { id: before.id, outcome: 'updated' };
}

function rowOf(place: PlaceKey, report: Incoming, before: DeploymentRow | undefined): DeploymentRow {
  const { version, state, at, key, reporter } = report;
  const stays = before && (state === 'removed' || state === before.state);
  return {
    id: before?.id ?? randomUUID(),
    ...place,
    key,
    version,
    state,
    since: stays ? before.since : at,
    at,
    commit_id: report.commit ?? before?.commit_id ?? null,
    commit_url: report.commitUrl ?? before?.commit_url ?? null,
    url: report.url ?? before?.url ?? null,
    by_whom: report.by ?? before?.by_whom ?? null,
    note: report.note ?? null,
    canary: report.canary ? JSON.stringify(report.canary) : (before?.canary ?? null),
    callback: report.callback ?? before?.callback ?? null,
    reporter,
    sample: before?.sample ?? 0,
  };
}

/** What makes a report new. Not its time: whoever says the same again at a later time says nothing. */
const SAID = [
  'version',
  'state',
  'since',
  'commit_id',
  'commit_url',
  'url',
  'by_whom',
  'note',
  'canary',
  'callback',
] as const;

function isSame(before: DeploymentRow, row: DeploymentRow): boolean {
  return SAID.every((field) => before[field] === row[field]);
}

type Settled = Pick<PlaceRow, 'live_id' | 'latest_id'>;

/** What is there is what came last of all that came through; what was taken away after that left nothing. */
async function settle(writer: Writer, place: PlaceKey): Promise<Settled> {
  const newest = ofPlace(writer, place).select(['id', 'state']).orderBy('since', 'desc').orderBy('id', 'desc').limit(1);
  const latest = await newest.executeTakeFirst();
  const through = await newest.where('state', 'in', ['succeeded', 'removed']).executeTakeFirst();
  const settled = {
    live_id: through?.state === 'succeeded' ? through.id : null,
    latest_id: latest?.id ?? null,
  };
  await writer
    .updateTable('place')
    .set(settled)
    .where('entity_ref', '=', place.entity_ref)
    .where('environment', '=', place.environment)
    .where('region', '=', place.region)
    .execute();
  return settled;
}

async function prune(writer: Writer, place: PlaceKey, { live_id, latest_id }: Settled, keep: number): Promise<void> {
  const last = await ofPlace(writer, place)
    .select(['since', 'id'])
    .orderBy('since', 'desc')
    .orderBy('id', 'desc')
    .offset(keep)
    .limit(1)
    .executeTakeFirst();
  if (!last) return;
  const old = await ofPlace(writer, place).select('id').where('since', '<=', last.since).execute();
  const gone = old.map(({ id }) => id).filter((id) => id !== live_id && id !== latest_id);
  if (!gone.length) return;
  await writer.deleteFrom('decision').where('deployment_id', 'in', gone.slice(0, 400)).execute();
  await writer.deleteFrom('deployment').where('id', 'in', gone.slice(0, 400)).execute();
}

function ofPlace(writer: Writer, place: PlaceKey) {
  return writer
    .selectFrom('deployment')
    .where('entity_ref', '=', place.entity_ref)
    .where('environment', '=', place.environment)
    .where('region', '=', place.region);
}
