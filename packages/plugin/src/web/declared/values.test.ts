import { expect, test } from 'vitest';
import { fieldAt, legible, momentOf, objectsIn } from './data.ts';
import { levelOf } from './levels.ts';
import { radarOf, RADIUS } from './radar.ts';
import { marksOf, pointsOf } from './series.ts';
import { formatBytes, formatSpan } from './values.ts';

test('sizes and lengths of time are short', () => {
  expect([0, 532, 12_400_000, 3e15].map(formatBytes)).toEqual(['0 B', '532 B', '12.4 MB', '3 PB']);
  expect([230, 4200, 95_000, 7_500_000, 273_600_000].map(formatSpan)).toEqual([
    '230 ms',
    '4.2 s',
    '1 min 35 s',
    '2 h 5 min',
    '3 d 4 h',
  ]);
});

test('moments are read in all three spellings', () => {
  expect(['2026-01-01T00:00:00Z', 1767225600, 1767225600000].map(momentOf)).toEqual(
    Array(3).fill('2026-01-01T00:00:00.000Z'),
  );
  expect(momentOf('soon')).toBeUndefined();
});

test('fields are found by path, and only own ones', () => {
  expect(fieldAt({ a: { b: 1 } }, 'a.b')).toBe(1);
  expect(fieldAt({}, 'constructor.name')).toBeUndefined();
  expect(legible('lastDeployedAt')).toBe('Last deployed at');
});

test('one object is a list of one; other things are no list', () => {
  expect(objectsIn({ a: 1 })).toEqual([{ a: 1 }]);
  expect(objectsIn(['a'])).toBeUndefined();
});

test('words of tools have a level, however they are spelt', () => {
  expect(['SUCCESS', 'in_progress', 'Timed out', 'degraded', 'purple'].map(levelOf)).toEqual([
    'good',
    'busy',
    'bad',
    'warn',
    'neutral',
  ]);
});

test('points become lines in the order of time, with gaps where there is no number', () => {
  const series = pointsOf(
    [
      { at: 20, p50: 2, note: 'x' },
      { at: 10, p50: 1 },
      { at: 30, p50: null },
      { at: 'never', p50: 9 },
    ],
    undefined,
  );
  expect(series).toEqual({ times: [10_000, 20_000, 30_000], lines: [{ title: 'P50', values: [1, 2, undefined] }] });
  expect(pointsOf('x', undefined)).toBeUndefined();
  expect(marksOf(0, 173)).toEqual([0, 50, 100, 150, 200]);
});

test('every blip of a radar lies inside its quadrant', () => {
  const blips = Array.from({ length: 40 }, (_, index) => ({
    name: `b${index}`,
    quadrant: 'abcd'[index % 4],
    ring: 'in',
  }));
  const radar = radarOf({
    quadrants: [...'abcd'],
    rings: ['in', 'out'],
    blips: [...blips, { name: 'lost', ring: 'x' }],
  })!;
  expect(radar.blips).toHaveLength(40);
  for (const { x, y, quadrant } of radar.blips) {
    expect([x > 0, y < 0]).toEqual([quadrant === 0 || quadrant === 3, quadrant < 2]);
    expect(Math.hypot(x, y)).toBeLessThan(RADIUS);
  }
});
