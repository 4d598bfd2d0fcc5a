import type { Log } from '@callboard/plugin/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SourceEnvironment, SourceSpec } from '../sources/source.ts';
import { Attendance } from './attendance.ts';
import type { HarvestOutcome } from './engine.ts';

const spec: SourceSpec = { id: 'a', type: 'folder', target: '/nowhere', options: {} };
const fine: HarvestOutcome = {
  seq: 0,
  unchanged: true,
  repositories: 1,
  read: 0,
  held: 0,
  sourcesChanged: false,
  scanned: true,
};
const EVERY = 60_000;

let looks: number;
/** What the next looks come to; the last one for all that follow. */
let outcomes: (HarvestOutcome | Error | 'never')[];
let attendance: Attendance;

beforeEach(async () => {
  vi.useFakeTimers();
  looks = 0;
  outcomes = [fine];
  const quiet = () => undefined;
  const log: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  attendance = new Attendance({
    worker: {
      harvest: async () => {
        looks += 1;
        const outcome = outcomes.length > 1 ? outcomes.shift()! : outcomes[0]!;
        if (outcome instanceof Error) throw outcome;
        if (outcome === 'never') await new Promise(() => undefined);
        return outcome as HarvestOutcome;
      },
    },
    environment: { cacheFolder: '/nowhere', log } as SourceEnvironment,
    log,
    every: () => EVERY,
    watch: false,
    now: () => new Date().toISOString(),
    onNews: async () => undefined,
    onCommit: quiet,
    onOutcome: async () => undefined,
  });
  await attendance.setSources([spec]);
});
afterEach(async () => {
  await attendance.stop();
  vi.useRealTimers();
});

const live = () => attendance.live().get('a')!;

test('looks at once when it begins, and then from time to time', async () => {
  await vi.advanceTimersByTimeAsync(10 * EVERY);
  expect(looks).toBe(0);
  attendance.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(looks).toBe(1);
  await vi.advanceTimersByTimeAsync(EVERY * 1.1);
  expect(looks).toBe(2);
});

test('a look that failed is tried again soon, later each time, but not later than usual', async () => {
  outcomes = [new Error('the database is away')];
  attendance.start();
  await vi.advanceTimersByTimeAsync(2300);
  expect(looks).toBe(2);
  await vi.advanceTimersByTimeAsync(4500);
  expect(looks).toBe(3);
  await vi.advanceTimersByTimeAsync(60 * EVERY);
  expect(looks).toBeGreaterThan(50);
});

test('a failure that cannot be stored is shown until a look succeeds', async () => {
  outcomes = [Object.assign(new Error('No space left for the database'), { code: 'storage-full' }), fine];
  attendance.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(live()).toMatchObject({
    harvesting: false,
    failure: { code: 'storage-full', message: 'No space left for the database' },
  });
  await vi.advanceTimersByTimeAsync(2300);
  expect(live().failure).toBeUndefined();
});

test('after a success the usual time counts again', async () => {
  outcomes = [new Error('away'), fine];
  attendance.start();
  await vi.advanceTimersByTimeAsync(2300);
  expect(looks).toBe(2);
  await vi.advanceTimersByTimeAsync(EVERY * 0.85);
  expect(looks).toBe(2);
  await vi.advanceTimersByTimeAsync(EVERY * 0.3);
  expect(looks).toBe(3);
});

test('one who does not harvest any more does not look, and begins anew when it does again', async () => {
  attendance.start();
  await vi.advanceTimersByTimeAsync(0);
  await attendance.stop();
  await vi.advanceTimersByTimeAsync(10 * EVERY);
  expect(looks).toBe(1);
  attendance.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(looks).toBe(2);
});

test('a source that is gone is not looked at, one that changed is at once', async () => {
  attendance.start();
  await vi.advanceTimersByTimeAsync(0);
  await attendance.setSources([{ ...spec, options: { exclude: ['x/**'] } }]);
  await vi.advanceTimersByTimeAsync(0);
  expect(looks).toBe(2);
  await attendance.setSources([]);
  await vi.advanceTimersByTimeAsync(10 * EVERY);
  expect(looks).toBe(2);
});

test('a source of which nothing comes for longer than its looks are apart stands still', async () => {
  outcomes = [fine, 'never'];
  attendance.start();
  await vi.advanceTimersByTimeAsync(0);
  const { lastFinishedAt } = live();
  await vi.advanceTimersByTimeAsync(EVERY * 1.1 + 50_000);
  expect(live()).toMatchObject({ harvesting: true });
  expect(live().stalledSince).toBeUndefined();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(live().stalledSince).toBe(lastFinishedAt);
});

test('a source that fails again and again does not stand still', async () => {
  outcomes = [new Error('away')];
  attendance.start();
  await vi.advanceTimersByTimeAsync(20 * EVERY);
  expect(live().stalledSince).toBeUndefined();
});

test('one who does not harvest notices that nobody does', async () => {
  attendance.hear('a', { harvesting: false, harvested: true });
  await vi.advanceTimersByTimeAsync(EVERY + 50_000);
  expect(live().stalledSince).toBeUndefined();
  attendance.hear('a', { harvesting: false, harvested: true });
  await vi.advanceTimersByTimeAsync(EVERY + 50_000);
  expect(live().stalledSince).toBeUndefined();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(live().stalledSince).toBeDefined();
});
