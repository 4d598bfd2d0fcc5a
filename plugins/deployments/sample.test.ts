import { expect, test } from 'vitest';
import { sampleRows, sampleSchema } from './sample.ts';

const [plan] = sampleSchema.parse([
  {
    entityRef: 'component:drums',
    version: '1.2.1',
    environments: { staging: ['eu'], production: ['eu', 'us'] },
    by: ['Ada'],
    canary: { weight: 5, metrics: [{ metric: 'Errors', baseline: 1, canary: 2, unit: '%', verdict: 'fail' }] },
  },
]);
const now = Date.parse('2026-05-01T12:00:00Z');
const day = 86_400_000;

test('it is the same at every start but for its times, which are before it and recent', () => {
  const first = sampleRows(plan!, now);
  const later = sampleRows(plan!, now + 10 * day);
  expect(later.map(({ id, version, commit_id }) => [id, version, commit_id])).toEqual(
    first.map(({ id, version, commit_id }) => [id, version, commit_id]),
  );
  const times = later.map(({ since }) => Date.parse(since));
  expect(Math.max(...times)).toBeLessThan(now + 10 * day);
  expect(Math.max(...times)).toBeGreaterThan(now + 9 * day);
});

test('every row says that it is made up; the newest is a canary where it goes first, and one did not work out', () => {
  const rows = sampleRows(plan!, now);
  expect(rows.every(({ sample }) => sample === 1)).toBe(true);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  expect(rows.filter(({ state }) => state === 'canary')).toMatchObject([
    { environment: 'production', region: 'eu', version: '1.2.1' },
  ]);
  expect(rows.filter(({ state }) => state === 'failed')).toHaveLength(1);
  expect([...new Set(rows.map(({ version }) => version))].slice(0, 3)).toEqual(['1.2.1', '1.2.0', '1.1.9']);
});
