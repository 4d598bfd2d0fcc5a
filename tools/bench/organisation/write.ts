import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Entity } from '@callboard/core';
import type { Organisation } from '../organisation.ts';
import { makeNames } from './names.ts';
import { makeRepositories, type MadeRepository } from './repositories.ts';

const filesPerLocation = 500;

/**
 * Writes an organisation: `repos/<name>/catalog-info.yaml`, an `all.yaml` that leads to all of them, and `manifest.json` with what there is.
 * The same scale gives the same bytes. What `repos` and `locations` held before is deleted.
 */
export function writeOrganisation(folder: string, scale: number): Organisation {
  const repositories = makeRepositories(makeNames(scale));
  for (const name of ['repos', 'locations']) rmSync(join(folder, name), { recursive: true, force: true });
  for (const { name, entities } of repositories) {
    mkdirSync(join(folder, 'repos', name), { recursive: true });
    writeFileSync(
      join(folder, 'repos', name, 'catalog-info.yaml'),
      entities.map((entity) => stringify(entity, { lineWidth: 0 })).join('---\n'),
    );
  }
  writeLocations(folder, repositories);
  const manifest = describe(repositories);
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return { ...manifest, folder };
}

function writeLocations(folder: string, repositories: readonly MadeRepository[]): void {
  mkdirSync(join(folder, 'locations'), { recursive: true });
  const parts = Array.from({ length: Math.ceil(repositories.length / filesPerLocation) }, (_, at) =>
    repositories.slice(at * filesPerLocation, (at + 1) * filesPerLocation),
  );
  for (const [at, part] of parts.entries()) {
    const targets = part.map(({ name }) => `../repos/${name}/catalog-info.yaml`);
    writeFileSync(join(folder, 'locations', `part-${at}.yaml`), stringify(location(`part-${at}`, targets)));
  }
  writeFileSync(
    join(folder, 'all.yaml'),
    stringify(
      location(
        'all',
        parts.map((_, at) => `./locations/part-${at}.yaml`),
      ),
    ),
  );
}

function location(name: string, targets: string[]): Entity {
  return { apiVersion: 'backstage.io/v1alpha1', kind: 'Location', metadata: { name }, spec: { type: 'file', targets } };
}

function describe(repositories: readonly MadeRepository[]): Omit<Organisation, 'folder'> {
  const entities = repositories.flatMap((repository) => repository.entities);
  const byKind = Object.fromEntries(
    [...Map.groupBy(entities, ({ kind }) => kind)].map(([kind, those]) => [kind, those.length]),
  );
  const sample = entities.find(({ kind, spec }) => kind === 'Component' && spec?.['type'] === 'service')!;
  const { name, description } = sample.metadata;
  return {
    entities: entities.length,
    byKind,
    repositories: repositories.length,
    samples: {
      component: name,
      owner: String(sample.spec?.['owner']),
      editFile: `repos/${name}/catalog-info.yaml`,
      editOld: String(description),
    },
  };
}
