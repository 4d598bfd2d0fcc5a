import { expect, test } from 'vitest';
import { factText, pointsOfFacts } from './facts.ts';

test('a value is written as its type asks', () => {
  expect(factText({ type: 'number', unit: 'ms' }, 12)).toBe('12 ms');
  expect(factText({ type: 'number', unit: '%' }, 99.5)).toBe('99.5 %');
  expect(factText({ type: 'boolean' }, false)).toBe('No');
  expect(factText({ type: 'string' }, 'A+')).toBe('A+');
});

test('facts that changed at different times are lines without gaps, up to when each was seen', () => {
  const facts = [
    { fact: 'a/x', seenAt: '2026-01-04' },
    { fact: 'a/y', seenAt: '2026-01-03' },
  ];
  const changes = [
    [
      { at: '2026-01-01', value: 1 },
      { at: '2026-01-03', value: 3 },
    ],
    [
      { at: '2026-01-02', value: 7 },
      { at: '2026-01-03', value: null },
    ],
  ];
  expect(pointsOfFacts(facts, changes)).toEqual([
    { at: '2026-01-01', line0: 1 },
    { at: '2026-01-02', line0: 1, line1: 7 },
    { at: '2026-01-03', line0: 3 },
    { at: '2026-01-04', line0: 3 },
  ]);
});
