import { expect, test } from 'vitest';
import { findingCode, findingCodes } from './finding-codes.ts';

test('every code is written in dashes, stands once, and says what to do', () => {
  expect(new Set(findingCodes.map((row) => row.code)).size).toBe(findingCodes.length);
  for (const row of findingCodes) {
    expect(row.code).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(row.hint).toMatch(/^[A-Z].*\.$/);
    expect(row.title).toMatch(/^[A-Z].*[^.]$/);
    expect(findingCode(row.code)).toBe(row);
  }
});

test('a code that is not in the table is a mistake in the program', () => {
  expect(() => findingCode('nope')).toThrow('No finding has the code nope');
});
