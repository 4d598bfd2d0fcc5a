import { createModel, type Entity, type Finding } from '@callboard/core';
import { expect, test } from 'vitest';
import { atTarget, danglingFindings, referencesOf } from './preview-findings.ts';

const entity = (name: string, spec: Entity['spec']): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  spec: { type: 'service', lifecycle: 'production', ...spec },
});
const draft = (name: string, spec: Entity['spec'], positions = {}) => ({
  key: `component:default/${name}`,
  entity: entity(name, spec),
  path: `${name}/catalog-info.yaml`,
  document: 1,
  position: { line: 1, column: 1 },
  positions,
});

test('a preview says which references would lead nowhere, with their places, and none of those that are there', () => {
  const drafts = [
    draft(
      'player',
      { owner: 'crew', dependsOn: ['component:mixer', 'resource:tape'] },
      { '/spec/owner': { line: 8, column: 10 } },
    ),
    draft('mixer', { owner: 'sound' }),
  ];
  const there = new Set(['component:default/mixer', 'group:default/sound']);
  const found = danglingFindings(referencesOf(drafts, createModel()), (ref) => there.has(ref));
  expect(found.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([
    'player/catalog-info.yaml:8 spec.owner refers to group:default/crew, which does not exist',
    'player/catalog-info.yaml:1 spec.dependsOn refers to resource:default/tape, which does not exist',
  ]);
  expect(found[0]).toMatchObject({
    code: 'reference-dangling',
    level: 'warning',
    entityRef: 'component:default/player',
  });
});

test('what is wrong with the address that somebody typed is said of that address, once', () => {
  const wrong = {
    line: 6,
    column: 3,
    level: 'error',
    code: 'source-not-found',
    message: 'nothing is there',
    hint: '',
  } as const;
  const findings: Finding[] = [
    { ...wrong, file: '.callboard/location.yaml', document: 1 },
    { ...wrong, file: 'a.yaml', code: 'file-empty' },
  ];
  const target = 'https://host.example/a/b/blob/main/x.yaml';
  expect(atTarget(findings, target)).toEqual([
    { ...wrong, file: target, line: 1, column: 1 },
    { ...wrong, file: 'a.yaml', code: 'file-empty' },
  ]);
  expect(atTarget([...findings, { ...wrong, file: 'b.yaml' }], target)).toHaveLength(2);
});
