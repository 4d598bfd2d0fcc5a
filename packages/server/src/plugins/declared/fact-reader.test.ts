import { expect, test, vi } from 'vitest';
import type { Entity } from '@callboard/core';
import { factSchema } from '@callboard/core/declared';
import type { FactDraft, PluginScope, StoredFact } from '@callboard/plugin/server';
import type { DataAnswer, DataReader } from './data-reader.ts';
import { readFacts } from './fact-reader.ts';

const entity = (name: string, annotations: Record<string, string> = {}): Entity => ({
  apiVersion: 'v1',
  kind: 'Component',
  metadata: { name, annotations },
});
const fact = factSchema.parse({
  id: 'score',
  title: 'Score',
  type: 'number',
  data: 'scores',
  field: 'score',
  every: '1h',
  appliesTo: 'metadata.annotations.a.example/id',
});

interface Setup {
  /** By name. */
  entities: Record<string, Entity>;
  known?: Partial<StoredFact>[];
  answer(name: string): DataAnswer;
}

/** Reads until the job waits for the first time, and once more after each of these milliseconds. */
async function readOnce({ entities, known = [], answer }: Setup, later: number[] = []) {
  const asked: string[] = [];
  const drafts: FactDraft[] = [];
  const stop = new AbortController();
  let now = Date.UTC(2026, 0, 1);
  const record = (name: string) => ({ key: `component:default/${name}`, body: JSON.stringify(entities[name]) });
  const scope = {
    id: 'quality',
    records: {
      scan: async (_type: string, onBatch: (batch: object[]) => void) => {
        onBatch(Object.keys(entities).map(record));
        return 1;
      },
      byKeys: async (_type: string, keys: string[]) => keys.map((key) => record(key.split('/')[1]!)),
    },
    changes: { head: async () => 1 },
    facts: { list: async () => known, record: async (some: FactDraft[]) => void drafts.push(...some) },
  } as unknown as PluginScope;
  const reader = {
    read: async ({ metadata }: Entity) => {
      asked.push(metadata.name);
      return answer(metadata.name);
    },
  } as unknown as DataReader;
  const wait = vi.fn<(milliseconds: number) => Promise<void>>(async () => {
    const next = later.shift();
    if (next === undefined) stop.abort();
    else now += next;
  });
  const clock = { now: () => now, wait };
  await readFacts({ facts: [fact], readers: new Map([['scores', reader]]), scope, clock }, stop.signal);
  return { asked, drafts };
}

const says = (value: unknown): DataAnswer => ({ text: JSON.stringify(value), at: '2026-01-01T00:00:00.000Z' });
const id = { 'a.example/id': 'x' };

test('of entities that have what it needs, each is read when it is due, the one that waited longest first', async () => {
  const entities = {
    new: entity('new', id),
    old: entity('old', id),
    lately: entity('lately', id),
    bare: entity('bare'),
  };
  const known = [
    { entityRef: 'component:default/old', seenAt: '2025-12-31T00:00:00Z' },
    { entityRef: 'component:default/lately', seenAt: '2025-12-31T23:30:00Z' },
  ];
  const answer = () => says({ score: 7 });
  expect((await readOnce({ entities, known, answer })).asked).toEqual(['new', 'old']);
  expect((await readOnce({ entities, known, answer }, [30 * 60_000])).asked).toEqual(['new', 'old', 'lately']);
});

test.each<[string, DataAnswer, Partial<FactDraft>]>([
  ['a value', says({ score: 7 }), { value: 7, at: '2026-01-01T00:00:00.000Z' }],
  [
    'a value of its own time',
    says({ score: { value: 7, at: 1767139200 } }),
    { value: 7, at: '2025-12-31T00:00:00.000Z' },
  ],
  ['nothing', says({ other: 1 }), { value: null }],
  ['another type', says({ score: '7' }), { failed: 'It says "7", which is no number.' }],
  [
    'a failure',
    { error: { code: 'source-answered', message: 'It is broken.', hint: '' } },
    { failed: 'It is broken.' },
  ],
])('an answer that is %s is recorded as that', async (_what, answer, draft) => {
  const { drafts } = await readOnce({ entities: { one: entity('one', id) }, answer: () => answer });
  expect(drafts).toEqual([expect.objectContaining({ fact: 'score', entityRef: 'component:default/one', ...draft })]);
});

test('a tool that is down is left alone for a minute, not asked for every entity', async () => {
  const entities = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`c${at}`, entity(`c${at}`, id)]));
  const answer = () => ({ error: { code: 'source-unreachable', message: 'Away.', hint: '' } }) as DataAnswer;
  expect((await readOnce({ entities, answer }, [5000])).asked).toHaveLength(4);
  expect((await readOnce({ entities, answer }, [61_000])).asked).toHaveLength(8);
});

test('what was known of an entity that lacks what it needs by now is no longer so', async () => {
  const entities = { bare: entity('bare'), one: entity('one', id) };
  const seenAt = '2025-12-31T23:59:00Z';
  const known = ['bare', 'one'].map((name) => ({ entityRef: `component:default/${name}`, seenAt }));
  const { asked, drafts } = await readOnce({ entities, known, answer: () => says({ score: 7 }) }, [1000]);
  expect(asked).toEqual([]);
  expect(drafts).toEqual([{ fact: 'score', entityRef: 'component:default/bare', value: null }]);
});
