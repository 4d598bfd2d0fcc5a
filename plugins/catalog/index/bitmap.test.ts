import { expect, test } from 'vitest';
import { Bitmap } from './bitmap.ts';
import { seededRandom } from './random-catalog.fixture.ts';

function bitmapOf(members: Iterable<number>): Bitmap {
  const bitmap = new Bitmap();
  for (const member of members) bitmap.add(member);
  return bitmap;
}

test('a bitmap is a set of numbers, whatever its length', () => {
  const random = seededRandom(7);
  for (let round = 0; round < 50; round++) {
    const one = new Set(Array.from({ length: random(60) }, () => random(1 + random(2000))));
    const other = new Set(Array.from({ length: random(60) }, () => random(1 + random(2000))));
    const [a, b] = [bitmapOf(one), bitmapOf(other)];
    const sorted = (set: Set<number>) => [...set].sort((x, y) => x - y);
    expect(a.members()).toEqual(sorted(one));
    expect(a.count()).toBe(one.size);
    expect(a.and(b).members()).toEqual(sorted(one.intersection(other)));
    expect(a.or(b).members()).toEqual(sorted(one.union(other)));
    expect(a.without(b).members()).toEqual(sorted(one.difference(other)));
    for (const member of other) a.delete(member);
    expect(a.members()).toEqual(sorted(one.difference(other)));
  }
});

test('members at the edges of words, and questions beyond the end', () => {
  const bitmap = bitmapOf([0, 31, 32, 63, 64]);
  expect(bitmap.members()).toEqual([0, 31, 32, 63, 64]);
  expect([31, 33, 100_000].map((member) => bitmap.has(member))).toEqual([true, false, false]);
  bitmap.delete(100_000);
  bitmap.set(31, false);
  expect(bitmap.count()).toBe(4);
});
