import { beforeEach, expect, test } from 'vitest';
import { HealthBook } from './health.ts';

let now: number;
let sick: string[];
let book: HealthBook;

beforeEach(() => {
  now = Date.parse('2026-01-01T00:00:00Z');
  sick = [];
  book = new HealthBook({ now: () => now, onSick: (plugin, reason) => void sick.push(`${plugin}: ${reason}`) });
});

function call(milliseconds: number, error?: string): void {
  book.note('slow', { place: 'request', name: 'GET /api/slow', milliseconds, ...(error ? { error } : {}) });
}

test('says how much was asked lately, how long it took and what failed last', () => {
  for (let index = 0; index < 95; index++) call(2);
  for (let index = 0; index < 5; index++) call(400);
  call(900, 'no answer from the build server');

  const health = book.of('slow');
  expect(health).toMatchObject({ requests: 101, errors: 1 });
  expect(health.p95).toBeGreaterThan(300);
  expect(health.p95).toBeLessThan(700);
  expect(health.lastError).toEqual({
    at: '2026-01-01T00:00:00.000Z',
    message: 'no answer from the build server',
    where: 'request GET /api/slow',
  });
});

test('forgets what is longer ago than some minutes, but for the last failure', () => {
  call(2, 'once');
  now += 6 * 60_000;
  expect(book.of('slow')).toMatchObject({ requests: 0, errors: 0, errorRate: 0, lastError: { message: 'once' } });
  call(2);
  expect(book.of('slow')).toMatchObject({ requests: 1, errors: 0 });
});

test('calls a plugin sick, once, when most of many calls fail', () => {
  for (let index = 0; index < 19; index++) call(2, 'broken');
  expect(sick).toEqual([]);
  for (let index = 0; index < 10; index++) call(2, 'broken');
  expect(sick).toEqual(['slow: 20 of its last 20 calls failed; the last: broken']);
});

test('lets a plugin be that fails now and then', () => {
  for (let index = 0; index < 100; index++) call(2, index % 3 ? undefined : 'sometimes');
  expect(sick).toEqual([]);
});

test('believes what browsers tell of views, and does nothing about it', () => {
  for (let index = 0; index < 50; index++) book.note('slow', { place: 'view', name: 'Card', error: 'no heart' });
  expect(book.of('slow')).toMatchObject({ errors: 0, lastError: { message: 'no heart', where: 'view Card' } });
  expect(sick).toEqual([]);
});
