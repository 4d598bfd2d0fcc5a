/** A harvest that stores nothing: what a source would bring in, and what of it is there already. */
import type { Preview } from '@callboard/plugin/server';
import { chunks } from '../chunks.ts';
import { LOCATION_PATH } from '../sources/generated-location.ts';
import type { Source } from '../sources/source.ts';
import type { Database } from '../storage/database.ts';
import type { EngineEnvironment, HarvestRequest } from './engine.ts';
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
  return { records: records.map(({ canonical: _canonical, ...record }) => record), findings };
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
