import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { CLOCK, pause, type Clock } from './pace.ts';

const stopped: Clock = { now: () => 0, wait: () => new Promise(() => undefined) };

test('waiting again and again leaves nothing on the signal', async () => {
  const { signal } = new AbortController();
  for (let turn = 0; turn < 3; turn += 1) await pause(CLOCK, 1, signal);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('whoever waits is let go when it is over, also when it was before', async () => {
  const over = new AbortController();
  const waiting = pause(stopped, 1000, over.signal);
  over.abort();
  await waiting;
  await pause(stopped, 1000, over.signal);
  expect(getEventListeners(over.signal, 'abort')).toEqual([]);
});
