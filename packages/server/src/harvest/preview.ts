/** A harvest that stores nothing: what a source would bring in, and what of it is there already. */
import type { Entity } from '@callboard/core';
import type { Preview } from '@callboard/plugin/server';
import { chunks } from '../chunks.ts';
import { LOCATION_PATH } from '../sources/generated-location.ts';
import type { Source } from '../sources/source.ts';
import type { Database } from '../storage/database.ts';
import type { EngineEnvironment, HarvestRequest } from './engine.ts';
import { atTarget, danglingFindings, referencesOf, type PreviewedDraft } from './preview-findings.ts';
import { readRepository } from './reading.ts';

type Previewed = Preview['records'][number] & { canonical: string };

const KEYS = 400;

/** @throws {SourceError} when the source cannot be read */
export async function previewSource(
  source: Source,
  request: HarvestRequest,
  environment: EngineEnvironment,
): Promise<Preview> {
  const records: Previewed[] = [];
  const findings: Preview['findings'] = [];
  const drafts: PreviewedDraft[] = [];
  const { repositories } = await source.scan({ force: true });
  for (const handle of repositories) {
    const snapshot = await handle.open();
    try {
      const reading = await readRepository(snapshot, [], {
        source: request.source,
        origin: source.origin,
        repository: { name: handle.name, ...(handle.url ? { url: handle.url } : {}) },
        harvesters: environment.harvesters,
        model: environment.model,
        policy: environment.policy,
        descriptors: environment.settings.descriptors,
        exclude: environment.settings.exclude,
        maxFiles: environment.settings.maxFiles,
        reuse: false,
        readOutside: environment.readOutside,
        onHarvesterError: (file, error) =>
          environment.log.error('a harvester failed at a file', {
            repository: handle.name,
            file,
            error: String(error),
          }),
      });
      findings.push(...reading.findings, ...reading.files.flatMap((file) => file.result?.findings ?? []));
      for (const file of reading.files) {
        for (const draft of file.result?.records ?? []) {
          if (file.harvester === 'entity' && file.path !== LOCATION_PATH)
            drafts.push({
              key: draft.key,
              entity: draft.body as unknown as Entity,
              path: file.path,
              document: draft.document,
              position: draft.position,
              positions: draft.positions ?? {},
            });
          records.push({
            type: file.harvester,
            key: draft.key,
            body: JSON.stringify(draft.body),
            location: file.location.ref,
            line: draft.position.line,
            canonical: file.canonical,
            ...(file.path === LOCATION_PATH ? { unwritten: true } : {}),
          });
        }
      }
    } finally {
      await snapshot.close();
    }
  }
  await findClaims(environment.database, records);
  const references = referencesOf(drafts, environment.model);
  const there = await keysOf(environment.database, [...new Set(references.map(({ target }) => target))]);
  for (const { key } of drafts) there.add(key);
  return {
    records: records.map(({ canonical: _canonical, ...record }) => record),
    findings: [...atTarget(findings, request.source.target), ...danglingFindings(references, (ref) => there.has(ref))],
  };
}

/** Which of these entities there are. */
async function keysOf({ read }: Database, keys: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const part of chunks(keys, KEYS)) {
    const rows = await read
      .selectFrom('record')
      .select('key')
      .where('type', '=', 'entity')
      .where('key', 'in', part)
      .execute();
    for (const { key } of rows) found.add(key);
  }
  return found;
}

/** Says of each record which file has its key already, were it the same one. */
async function findClaims({ read }: Database, records: Previewed[]): Promise<void> {
  for (const [type, ofType] of Map.groupBy(records, (record) => record.type)) {
    for (const part of chunks(ofType, KEYS)) {
      const rows = await read
        .selectFrom('record')
        .innerJoin('file', 'file.id', 'record.file_id')
        .select(['record.key', 'record.line', 'file.canonical', 'file.location'])
        .where('record.type', '=', type)
        .where(
          'record.key',
          'in',
          part.map(({ key }) => key),
        )
        .orderBy('record.active', 'desc')
        .execute();
      const claims = Map.groupBy(rows, (row) => row.key);
      for (const record of part) {
        const found = claims.get(record.key);
        const same = found?.find((claim) => claim.canonical === record.canonical);
        const claim = same ?? found?.[0];
        if (claim) record.existing = { location: claim.location, line: claim.line, sameFile: claim === same };
      }
    }
  }
}
