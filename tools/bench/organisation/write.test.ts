import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createModel, readDescriptor } from '@callboard/core';
import { readOrganisation } from '../organisation.ts';
import { makeNames } from './names.ts';
import { makeRepositories } from './repositories.ts';
import { writeOrganisation } from './write.ts';

test('an organisation is valid, of the size that was asked for, and every relation leads to something', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-org-'));
  try {
    writeOrganisation(folder, 0.02);
    const { entities, samples } = readOrganisation(folder);
    const model = createModel();
    const refs = new Set<string>();
    const targets: string[] = [];
    for (const { name } of makeRepositories(makeNames(0.02))) {
      const file = join(folder, 'repos', name, 'catalog-info.yaml');
      const read = await readDescriptor(readFileSync(file, 'utf8'), { file, model });
      expect(read.findings).toEqual([]);
      for (const { ref, entity } of read.entities) {
        refs.add(ref);
        targets.push(...model.edges(entity).map((edge) => edge.targetRef));
      }
    }
    expect(refs.size).toBe(entities);
    expect(targets.filter((target) => !refs.has(target))).toEqual([]);
    expect(readFileSync(join(folder, samples.editFile), 'utf8')).toContain(samples.editOld);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('scale 1 is the company that the figures of the reference were taken with', () => {
  const repositories = makeRepositories(makeNames(1));
  expect(repositories).toHaveLength(4901);
  expect(repositories.flatMap(({ entities }) => entities)).toHaveLength(14_131);
  expect(new Set(repositories.map(({ name }) => name)).size).toBe(4901);
});
