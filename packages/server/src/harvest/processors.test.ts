import { expect, test } from 'vitest';
import type { Entity, JsonObject } from '@callboard/core';
import type { EntityProcessor, FileResult, HarvestContext, Harvester, HarvestFile } from '@callboard/plugin/server';
import { withProcessors } from './processors.ts';

const body = { apiVersion: 'v1', kind: 'Component', metadata: { name: 'pay' }, spec: { type: 'service' } };

function harvesterOf(): Harvester<JsonObject> {
  const read = async (): Promise<FileResult> => ({
    records: [
      { key: 'component:default/pay', document: 1, position: { line: 3, column: 1 }, body: structuredClone(body) },
    ],
    findings: [],
    failed: [],
    follow: [],
    sources: [],
  });
  return { type: 'entity', version: 1, recognises: () => true, read };
}

async function read(processors: Record<string, EntityProcessor>, appliesTo?: string): Promise<FileResult> {
  const instances = Object.entries(processors).map(([id, process]) => ({
    plugin: 'labels',
    id,
    config: { tier: '1' },
    process,
    ...(appliesTo === undefined ? {} : { appliesTo }),
  }));
  const file = { path: 'catalog-info.yaml' } as HarvestFile;
  return withProcessors(harvesterOf(), instances).read(file, { origin: 'url:x' } as HarvestContext);
}

const label: EntityProcessor = (entity, { config }) => ({
  entity: { ...entity, metadata: { ...entity.metadata, labels: { tier: String(config['tier']) } } },
  findings: [{ level: 'info', message: 'has a tier now', hint: 'Nothing to do.' }],
});

test('a processor changes entities and says what is wrong with them', async () => {
  const { records, findings } = await read({ label });
  expect(records[0]?.body).toEqual({ ...body, metadata: { name: 'pay', labels: { tier: '1' } } });
  expect(findings).toEqual([
    {
      file: 'catalog-info.yaml',
      document: 1,
      line: 3,
      column: 1,
      level: 'info',
      code: 'processor-said',
      message: 'labels: has a tier now',
      hint: 'Nothing to do.',
      entityRef: 'component:default/pay',
    },
  ]);
});

test('it is not asked about what it is not for', async () => {
  expect((await read({ label }, 'kind=api')).records[0]?.body).toEqual(body);
});

test.each<[string, EntityProcessor, string]>([
  [
    'throws',
    () => {
      throw new Error('oh');
    },
    'oh',
  ],
  ['renames', (entity) => ({ entity: { ...entity, metadata: { name: 'other' } } }), 'it may not change metadata.name'],
  ['makes something else', () => ({ entity: 7 as unknown as Entity }), 'it may not change apiVersion'],
  [
    'spoils what it is given',
    (entity) => {
      entity.metadata.name = 'spoilt';
      throw new Error('spoilt');
    },
    'spoilt',
  ],
])('one that %s is named, the entity stays, and the next goes on', async (_what, process, reason) => {
  const { records, findings } = await read({ bad: process, label });
  expect(records[0]?.body).toMatchObject({ metadata: { name: 'pay', labels: { tier: '1' } } });
  expect(findings[0]).toMatchObject({
    code: 'processor-failed',
    message: `The processor bad of labels failed at this entity: ${reason}`,
  });
});

test('one that answers later is said to have failed, whatever becomes of its promise', async () => {
  const late = (async () => {
    throw new Error('too late');
  }) as unknown as EntityProcessor;
  const { records, findings } = await read({ late });
  expect(records[0]?.body).toEqual(body);
  expect(findings).toMatchObject([{ code: 'processor-failed', message: expect.stringContaining('promise') }]);
});
