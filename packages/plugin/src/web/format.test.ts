import { expect, test } from 'vitest';
import { formatDuration, formatRelativeTime } from './format.ts';

const now = Date.parse('2026-11-23T12:00:00Z');

test.each([
  ['2026-11-23T12:00:00Z', 0, 'second'],
  ['2026-11-23T11:55:00Z', -5, 'minute'],
  ['2026-11-23T15:10:00Z', 3, 'hour'],
  ['2026-11-22T12:00:00Z', -1, 'day'],
  ['2026-11-08T12:00:00Z', -2, 'week'],
  ['2024-11-22T12:00:00Z', -2, 'year'],
] as const)('%s is told as %i %s', (at, count, unit) => {
  const inThisLocale = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
  expect(formatRelativeTime(at, now)).toBe(inThisLocale.format(count, unit));
});

test.each([
  [12, '12 ms'],
  [4200, '4.2 s'],
  [61_000, '61 s'],
  [600_000, '10 min'],
])('%i milliseconds are %s', (milliseconds, expected) => {
  expect(formatDuration(milliseconds)).toBe(expected);
});
