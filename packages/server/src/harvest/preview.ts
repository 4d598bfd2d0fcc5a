/** A harvest that stores nothing: what a source would bring in. */
import type { Preview } from '@callboard/plugin/server';
import type { Source } from '../sources/source.ts';
import type { EngineEnvironment, HarvestRequest } from './engine.ts';
import { readRepository } from './reading.ts';

/** @throws {SourceError} when the source cannot be read */
export async function previewSource(
  source: Source,
  request: HarvestRequest,
  environment: EngineEnvironment,
): Promise<Preview> {
  const preview: Preview = { records: [], findings: [] };
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
      preview.findings.push(...reading.findings, ...reading.files.flatMap((file) => file.result?.findings ?? []));
      for (const file of reading.files) {
        for (const draft of file.result?.records ?? []) {
          preview.records.push({
            type: file.harvester,
            key: draft.key,
            body: JSON.stringify(draft.body),
            location: file.location.ref,
          });
        }
      }
    } finally {
      await snapshot.close();
    }
  }
  return preview;
}
