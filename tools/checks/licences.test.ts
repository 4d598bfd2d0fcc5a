import { expect, test } from 'vitest';
import { refusedPackages } from './licences.ts';

function named(licence: string | undefined, development = false) {
  return { name: 'some', version: '1.0.0', licence, development };
}

test('refuses licences that ask for more than to keep the notice, and those that are not stated', () => {
  expect(refusedPackages([named('GPL-3.0'), named('MPL-2.0'), named(undefined), named('MIT AND GPL-2.0')])).toEqual([
    'some@1.0.0: licence GPL-3.0',
    'some@1.0.0: licence MPL-2.0',
    'some@1.0.0: licence not stated',
    'some@1.0.0: licence MIT AND GPL-2.0',
  ]);
});

test('allows permissive ones, a permissive choice, and file-level copyleft for tools alone', () => {
  expect(
    refusedPackages([named('MIT'), named('(GPL-2.0 OR MIT)'), named('(MIT AND Zlib)'), named('MPL-2.0', true)]),
  ).toEqual([]);
});

test('allows copyleft that ends at the package, alone or as the choice, but not together with one that does not', () => {
  expect(
    refusedPackages([named('EPL-2.0'), named('EPL-2.0 OR GPL-3.0-or-later'), named('EPL-2.0 AND GPL-3.0-or-later')]),
  ).toEqual(['some@1.0.0: licence EPL-2.0 AND GPL-3.0-or-later']);
});
