import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Change, Consumer, PluginScope } from '@callboard/plugin/server';
import { runConsumers, type Cursors } from './consumers.ts';

let log: Change[] = [];
let stored: Map<string, number>;
let problems: string[];
let works: ((signal: AbortSignal) => Promise<void>)[];
let stop: AbortController;
let running: Promise<unknown>;

const change = (seq: number, type = 'entity'): Change => ({
  seq,
  at: '2026-01-01T00:00:00Z',
  type,
  key: `component:default/c${seq}`,
  op: 'update',
  before: null,
  after: null,
  cause: { type: 'harvest' },
});
const cursors: Cursors = {
  read: async (_plugin, consumer) => stored.get(consumer),
  write: async (_plugin, consumer, seq) => void stored.set(consumer, seq),
  remove: async () => stored.clear(),
};

beforeEach(() => {
  log = [change(1), change(2)];
  stored = new Map();
  problems = [];
  works = [];
  stop = new AbortController();
});
afterEach(async () => {
  stop.abort();
  await running;
});

/** Begins all consumers, as the replica that leads does. */
function begin(consumers: Record<string, unknown>, types?: string[]) {
  const scope = {
    id: 'chat',
    config: {},
    log: { error: () => undefined },
    changes: {
      head: async () => log.at(-1)?.seq ?? 0,
      read: async ({ after = 0, limit = 100 }) => log.filter(({ seq }) => seq > after).slice(0, limit),
    },
    jobs: { lead: (_name: string, work: (signal: AbortSignal) => Promise<void>) => void works.push(work) },
  } as unknown as PluginScope;
  runConsumers(scope, {
    consumers: Object.keys(consumers).map((id) => ({
      id,
      module: `./${id}.ts`,
      description: '',
      ...(types && { types }),
    })),
    load: async (module) => consumers[module.slice(2, -3)],
    cursors,
    patience: 50,
    pauses: { look: 5, retry: 5 },
    onBatch: (consumer, _milliseconds, error) =>
      void (error && problems.push(`${consumer}: ${(error as Error).message}`)),
  });
  const all = works
    .splice(0)
    .map((work) => work(stop.signal).catch((error: Error) => void problems.push(error.message)));
  running = Promise.all(all);
}

const soon = (assertion: () => void) => vi.waitFor(assertion, { timeout: 10_000, interval: 5 });

test('one is given what changes from when it came, and after a restart goes on where it was', async () => {
  const seen: number[] = [];
  const consume: Consumer = (changes) => void seen.push(...changes.map(({ seq }) => seq));
  begin({ post: consume });
  await soon(() => expect(stored.get('post')).toBe(2));
  log.push(change(3), change(4));
  await soon(() => expect(seen).toEqual([3, 4]));
  stop.abort();
  await running;
  log.push(change(5));
  stop = new AbortController();
  begin({ post: consume });
  await soon(() => expect(seen).toEqual([3, 4, 5]));
});

test('one hears of nothing that it did not ask for', async () => {
  const seen: string[] = [];
  begin({ post: ((changes) => void seen.push(...changes.map(({ type }) => type))) satisfies Consumer }, ['doc']);
  await soon(() => expect(stored.get('post')).toBe(2));
  log.push(change(3), change(4, 'doc'));
  await soon(() => expect(stored.get('post')).toBe(4));
  expect(seen).toEqual(['doc']);
});

test('one that throws, never answers, or is none is named, and the others go on', async () => {
  const seen: number[] = [];
  let fails = 2;
  begin({
    good: ((changes) => void seen.push(...changes.map(({ seq }) => seq))) satisfies Consumer,
    flaky: (() => {
      if (fails-- > 0) throw new Error('the chat is down');
    }) satisfies Consumer,
    stuck: (() => new Promise(() => undefined)) satisfies Consumer,
    wrong: { not: 'a function' },
  });
  await soon(() => expect(stored.size).toBe(3));
  log.push(change(3));
  await soon(() => expect([seen, stored.get('flaky'), stored.get('stuck')]).toEqual([[3], 3, 2]));
  await soon(() => expect(problems).toContain('stuck: the consumer stuck has not handled a batch within 0.05 s'));
  expect(problems.filter((problem) => problem === 'flaky: the chat is down')).toHaveLength(2);
  expect(problems).toContain('./wrong.ts has no function as its default export');
});

test('one that gives up because it is ended is not said to have failed, and is given the same again', async () => {
  let asked = 0;
  const consume: Consumer = (_changes, { signal }) =>
    new Promise((_resolve, reject) => {
      asked += 1;
      signal.addEventListener('abort', () => reject(new Error('ended')), { once: true });
    });
  stored.set('post', 0);
  begin({ post: consume });
  await soon(() => expect(asked).toBe(1));
  stop.abort();
  await running;
  expect([problems, stored.get('post')]).toEqual([[], 0]);
});
