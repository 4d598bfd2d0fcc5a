import { expect, test } from 'vitest';
import { follow } from './follow.ts';

function streamOf(text: string, end: 'close' | 'error'): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text));
      if (end === 'close') controller.close();
    },
    pull(controller) {
      if (end === 'error') controller.error(new Error('cut'));
    },
  });
}

test('comes back after the last message that it has seen', async () => {
  const afters: (number | undefined)[] = [];
  const connected: boolean[] = [];
  const streams = [
    'event: hello\ndata: {"seq":4}\n\nevent: change\nid: 5\ndata: {}\n\n',
    'event: hello\ndata: {"seq":9}\n\n',
  ];
  await new Promise<void>((resolve) => {
    const following = follow({
      delay: () => 0,
      onMessage: () => undefined,
      onConnected: (now) => connected.push(now),
      async open(after) {
        afters.push(after);
        const text = streams.shift();
        if (text !== undefined) return streamOf(text, streams.length === 1 ? 'error' : 'close');
        following.stop();
        resolve();
        throw new Error('stopped');
      },
    });
  });
  expect(afters).toEqual([undefined, 5, 9]);
  expect(connected).toEqual([true, false, true, false]);
});

test('says that it is not connected when the server does not answer', async () => {
  const connected: boolean[] = [];
  let attempts = 0;
  await new Promise<void>((resolve) => {
    const following = follow({
      delay: () => 0,
      onMessage: () => undefined,
      onConnected: (now) => connected.push(now),
      async open() {
        attempts += 1;
        if (attempts === 3) {
          following.stop();
          resolve();
        }
        throw new Error('refused');
      },
    });
  });
  expect(connected).toEqual([false, false]);
});
