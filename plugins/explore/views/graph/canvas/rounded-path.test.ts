import { expect, test } from 'vitest';
import { clearOfFrames } from './rounded-path.ts';

test('a line ends before the frames that it runs between, and goes the same way', () => {
  const way = [
    { x: 0, y: 0 },
    { x: 40, y: 0 },
    { x: 40, y: 60 },
    { x: 80, y: 60 },
  ];
  expect(clearOfFrames(way)).toEqual([{ x: 4, y: 0 }, way[1], way[2], { x: 76, y: 60 }]);
});

test('a stretch without room for that stays as it is', () => {
  const way = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
  ];
  expect(clearOfFrames(way)).toEqual(way);
  expect(clearOfFrames([])).toEqual([]);
});
