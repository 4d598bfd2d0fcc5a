import { expect, test } from 'vitest';
import { compare, toTable } from './report.ts';

test('a figure stands beside its budget and the reference, with how many times better it is', () => {
  const [row] = compare([{ id: 'harvest.first', what: 'first harvest', unit: 's', value: 5 }], 14_131, 'postgres');
  expect(row?.budget).toEqual({ value: 10, timesBetter: 2 });
  expect(row?.reference?.timesBetter).toBeCloseTo(45.6);
});

test('more answers are better, fewer milliseconds are', () => {
  const [answers, time] = compare(
    [
      { id: 'load.list', what: 'list', unit: '/s', value: 4000 },
      { id: 'inside.list', what: 'list', unit: 'ms', value: 0.5, p99: 40 },
    ],
    14_131,
    'sqlite',
  );
  expect(answers?.budget?.timesBetter).toBe(2);
  expect(answers?.reference?.timesBetter).toBe(400);
  expect(time?.budget?.timesBetter).toBe(0.25);
});

test('a large catalog may take longer to answer, and has no budget for what was set for a smaller one', () => {
  const measurements = [
    { id: 'inside.list', what: 'list', unit: 'ms' as const, value: 1.5, p99: 3 },
    { id: 'harvest.first', what: 'first harvest', unit: 's' as const, value: 30 },
  ];
  const [list, harvest] = compare(measurements, 98_911, 'sqlite');
  expect(list?.budget?.timesBetter).toBe(2);
  expect(harvest?.budget).toBeUndefined();
});

test('nothing written where nothing may be is as good as asked for', () => {
  const [none, some] = compare(
    [
      { id: 'harvest.rows', what: 'rows', unit: 'rows', value: 0 },
      { id: 'harvest.rows', what: 'rows', unit: 'rows', value: 3 },
    ],
    14_131,
    'sqlite',
  );
  expect(none?.budget?.timesBetter).toBe(1);
  expect(some?.budget?.timesBetter).toBe(0);
});

test('the table has a line for each figure and the same columns in each', () => {
  const lines = toTable(
    compare(
      [
        { id: 'inside.byName', what: 'one entity', unit: 'ms', value: 0.0456, p99: 1.5 },
        { id: 'other', what: 'without anything to compare', unit: 'MB', value: 123.4 },
      ],
      14_131,
      'sqlite',
    ),
  ).split('\n');
  expect(lines).toHaveLength(4);
  expect(new Set(lines.map((line) => line.split('|').length)).size).toBe(1);
  expect(lines[2]).toContain('0.0456 ms');
  expect(lines[3]).toContain('123 MB');
});
