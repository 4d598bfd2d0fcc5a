import { beforeEach, expect, test } from 'vitest';
import { Breaker, RetryBudget } from './breaker.ts';

let now = 0;
let breaker: Breaker;
beforeEach(() => {
  now = 0;
  breaker = new Breaker({ now: () => now, rest: 1000 });
});

/** @returns whether it was asked */
function ask(outcome: 'fine' | 'failed' | 'unknown'): boolean {
  const may = breaker.enter();
  if (may) breaker.leave(outcome, breaker.isOpen);
  return may;
}

test('a service that keeps failing is left alone, then asked once; when that fails it rests again', () => {
  expect(Array.from({ length: 8 }, () => ask('failed'))).toEqual([true, true, true, true, true, false, false, false]);
  now = 1000;
  expect([ask('failed'), ask('fine')]).toEqual([true, false]);
  now = 2000;
  expect([ask('fine'), ask('fine'), breaker.isOpen]).toEqual([true, true, false]);
});

test('while one asks whether it is back, nobody else does', () => {
  for (let call = 0; call < 5; call += 1) ask('failed');
  now = 1000;
  expect([breaker.enter(), breaker.enter()]).toEqual([true, false]);
  breaker.leave('unknown', true);
  expect([breaker.enter(), breaker.enter()]).toEqual([true, false]);
});

test('what was asked before it opened and ends while one asks whether it is back says nothing', () => {
  breaker.enter();
  for (let call = 0; call < 5; call += 1) ask('failed');
  now = 1000;
  expect(breaker.enter()).toBe(true);
  breaker.leave('fine', false);
  expect([breaker.isOpen, breaker.enter()]).toEqual([true, false]);
  breaker.leave('fine', true);
  expect(breaker.isOpen).toBe(false);
});

test('some failures among many answers are borne', () => {
  for (let call = 0; call < 60; call += 1) ask(call % 3 ? 'fine' : 'failed');
  expect(breaker.isOpen).toBe(false);
});

test('further tries are a share of what is asked', () => {
  const budget = new RetryBudget(0.1);
  let tries = 0;
  for (let call = 0; call < 200; call += 1) {
    budget.earn();
    if (budget.spend()) tries += 1;
  }
  expect(tries).toBe(21);
  expect(new RetryBudget(0).spend()).toBe(false);
});
