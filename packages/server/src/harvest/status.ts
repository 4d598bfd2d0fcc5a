/** What is known of sources: what the tables say, and what happened since this process started. */
import type { RepositoryStatus, SourceStatus } from '@callboard/plugin/server';
import { sql } from 'kysely';
import type { Database } from '../storage/database.ts';
import type { Failure } from './state.ts';

/** The part of a status that is not stored: an unchanged harvest writes nothing. */
export type LiveStatus = Pick<
  SourceStatus,
  'lastStartedAt' | 'lastFinishedAt' | 'lastDurationMs' | 'lastGoodAt' | 'nextAt' | 'progress' | 'stalledSince'
> & {
  harvesting: boolean;
  harvested: boolean;
  /** Why the last look broke, when that could not be stored. */
  failure?: Failure;
};

/** A file that claims what another one says already adds nothing: so the sources add up to what the catalog has. */
const SHOWN = sql<number>`sum(record.active)`;
const HELD = sql<number>`sum(CASE WHEN record.state LIKE '%"held":%' THEN 1 ELSE 0 END)`;

/** Statuses of all sources, or of one, in the order of registration. */
export async function readStatuses(
  database: Database,
  live: ReadonlyMap<string, LiveStatus>,
  onlyId?: string,
): Promise<SourceStatus[]> {
  let sources = database.read.selectFrom('source').selectAll().orderBy('position');
  let records = database.read
    .selectFrom('record')
    .innerJoin('file', 'file.id', 'record.file_id')
    .innerJoin('repository', 'repository.id', 'file.repository_id')
    .select(['repository.source_id', SHOWN.as('count'), HELD.as('held')])
    .groupBy('repository.source_id');
  let repositories = database.read
    .selectFrom('repository')
    .select(['source_id', (select) => select.fn.countAll<number>().as('count')])
    .groupBy('source_id');
  let findings = database.read
    .selectFrom('finding')
    .select(['source_id', 'level', (select) => select.fn.countAll<number>().as('count')])
    .groupBy(['source_id', 'level']);
  if (onlyId !== undefined) {
    sources = sources.where('id', '=', onlyId);
    records = records.where('repository.source_id', '=', onlyId);
    repositories = repositories.where('source_id', '=', onlyId);
    findings = findings.where('source_id', '=', onlyId);
  }
  const rows = await sources.execute();
  const recordCounts = await records.execute();
  const repositoryCounts = await repositories.execute();
  const findingCounts = await findings.execute();
  const parents = await derivedParents(database, rows.filter((row) => row.origin === 'derived').length > 0);
  return rows.map((row) => {
    const now = live.get(row.id);
    const counts = recordCounts.find((count) => count.source_id === row.id);
    const levels = Object.fromEntries(
      findingCounts.filter((count) => count.source_id === row.id).map((count) => [count.level, Number(count.count)]),
    );
    const held = Number(counts?.held ?? 0);
    const repositoryCount = Number(repositoryCounts.find((count) => count.source_id === row.id)?.count ?? 0);
    const error = now?.failure ?? (row.error ? (JSON.parse(row.error) as Failure) : undefined);
    const parent = parents.get(`${row.type}:${row.target}`);
    return {
      id: row.id,
      type: row.type as SourceStatus['type'],
      target: row.target,
      origin: row.origin as SourceStatus['origin'],
      ...(parent ? { parent } : {}),
      ...(row.entity_ref ? { entityRef: row.entity_ref } : {}),
      createdAt: row.created_at,
      ...(row.created_by ? { createdBy: row.created_by } : {}),
      state: stateOf({
        harvesting: now?.harvesting ?? false,
        known: repositoryCount > 0 || (now?.harvested ?? false),
        error: error !== undefined,
        held: held > 0,
      }),
      ...(error ? { error } : {}),
      ...(now?.lastStartedAt ? { lastStartedAt: now.lastStartedAt } : {}),
      ...(now?.lastFinishedAt ? { lastFinishedAt: now.lastFinishedAt } : {}),
      ...(now?.lastDurationMs !== undefined ? { lastDurationMs: now.lastDurationMs } : {}),
      ...(now?.lastGoodAt ? { lastGoodAt: now.lastGoodAt } : {}),
      ...(now?.nextAt ? { nextAt: now.nextAt } : {}),
      ...(now?.stalledSince ? { stalledSince: now.stalledSince } : {}),
      ...(now?.progress ? { progress: now.progress } : {}),
      repositories: repositoryCount,
      entities: Number(counts?.count ?? 0),
      findings: { error: levels['error'] ?? 0, warning: levels['warning'] ?? 0, info: levels['info'] ?? 0 },
      held,
    };
  });
}

function stateOf(facts: { harvesting: boolean; known: boolean; error: boolean; held: boolean }): SourceStatus['state'] {
  if (facts.harvesting) return 'harvesting';
  if (facts.error) return 'error';
  if (facts.held) return 'held';
  return facts.known ? 'ok' : 'new';
}

/** Which file names a derived source: `type:target` → location of the file. */
async function derivedParents(database: Database, any: boolean): Promise<Map<string, string>> {
  const parents = new Map<string, string>();
  if (!any) return parents;
  const files = await database.read
    .selectFrom('file')
    .select(['location', 'sources'])
    .where('sources', '<>', '[]')
    .execute();
  for (const file of files) {
    for (const draft of JSON.parse(file.sources) as { type: string; target: string }[])
      parents.set(`${draft.type}:${draft.target}`, file.location);
  }
  return parents;
}

export async function readRepositories(database: Database, sourceId: string): Promise<RepositoryStatus[]> {
  const rows = await database.read
    .selectFrom('repository')
    .leftJoin('file', 'file.repository_id', 'repository.id')
    .leftJoin('record', 'record.file_id', 'file.id')
    .select([
      'repository.id',
      'repository.name',
      'repository.url',
      'repository.head',
      'repository.error',
      'repository.changed_at',
      (select) => select.fn.count<number>('record.id').as('entities'),
      HELD.as('held'),
    ])
    .where('repository.source_id', '=', sourceId)
    .groupBy([
      'repository.id',
      'repository.name',
      'repository.url',
      'repository.head',
      'repository.error',
      'repository.changed_at',
    ])
    .orderBy('repository.name')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    ...(row.url ? { url: row.url } : {}),
    ...(row.head ? { head: row.head } : {}),
    entities: Number(row.entities),
    ...(row.error ? { error: (JSON.parse(row.error) as Failure).message } : {}),
    held: Number(row.held ?? 0),
    changedAt: row.changed_at,
  }));
}
