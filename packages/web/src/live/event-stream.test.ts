import { expect, test } from 'vitest';
import { readEventStream } from './event-stream.ts';

function streamOf(...chunks: string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });
}

async function all(...chunks: string[]) {
  return await Array.fromAsync(readEventStream(streamOf(...chunks)));
}

test('reads messages with event, id and data', async () => {
  expect(await all('event: change\nid: 7\ndata: {"seq":7}\n\n', 'data: plain\n\n')).toEqual([
    { event: 'change', id: '7', data: '{"seq":7}' },
    { event: 'message', id: undefined, data: 'plain' },
  ]);
});

test('puts messages together that arrive in pieces', async () => {
  expect(await all('event: ch', 'ange\nda', 'ta: one\ndata: two\n', '\n')).toEqual([
    { event: 'change', id: undefined, data: 'one\ntwo' },
  ]);
});

test('passes over keep-alive comments and an unfinished end', async () => {
  expect(await all(': still here\n\n', 'data: a\r\n\r\n', 'data: cut o')).toEqual([
    { event: 'message', id: undefined, data: 'a' },
  ]);
});
