import { setTimeout as sleep } from 'node:timers/promises';
import type { PassThrough } from 'node:stream';
import type { Change, Reply, SourceStatus } from '@callboard/plugin/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChangeLog } from '../storage/changes.ts';
import { openEventStreams, type EventStreams } from './events.ts';

type Handler = (changes: Change[]) => Promise<void> | void;
type Log = Pick<ChangeLog, 'head' | 'read' | 'applied' | 'follow'>;

/** A change log in memory. */
class Changes implements Log {
  readonly all: Change[] = [];
  /** Runs before a read answers. */
  beforeRead: () => Promise<void> = async () => undefined;
  applied: Log['applied'] = async () => undefined;
  #handler: Handler | undefined;
  head = async () => this.all.length;
  read: Log['read'] = async ({ after = 0, before = Infinity, limit = Infinity }) => {
    await this.beforeRead();
    return this.all.filter(({ seq }) => seq > after && seq < before).slice(0, limit);
  };
  follow: Log['follow'] = (_name, _from, handler) => {
    this.#handler = handler;
    return () => (this.#handler = undefined);
  };
  get followed(): boolean {
    return this.#handler !== undefined;
  }
  async add(count: number): Promise<void> {
    const batch = Array.from({ length: count }, (_none, index): Change => {
      const seq = this.all.length + index + 1;
      return {
        seq,
        at: '',
        type: 'entity',
        key: `component:default/c${seq}`,
        op: 'create',
        before: null,
        after: null,
        cause: { type: 'harvest' },
      };
    });
    this.all.push(...batch);
    await this.#handler?.(batch);
  }
}

let changes: Changes;
let streams: EventStreams;
let tellStatus: (status: SourceStatus) => void;

beforeEach(async () => {
  changes = new Changes();
  streams = await openEventStreams(changes as unknown as ChangeLog, (listener) => {
    tellStatus = listener;
    return () => undefined;
  });
});
afterEach(() => streams.close());

async function open(after?: number, signal = new AbortController().signal) {
  const reply: Reply = await streams.open(after, signal);
  const stream = reply.body as PassThrough;
  let text = '';
  stream.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  /** Numbers and keys of the changes that were sent so far. */
  const seen = async () => {
    await sleep(0);
    return [...text.matchAll(/^id: (\d+)\nevent: change\ndata: (.*)$/gm)].map(([, id, data]) => ({
      id: Number(id),
      ...(JSON.parse(data!) as { count: number; changes: { key: string }[] }),
    }));
  };
  return { reply, stream, seen, text: () => text };
}

describe('a client', () => {
  test('hears the number that all it asks for now is true to, and every change after it', async () => {
    await changes.add(3);
    const applied: number[] = [];
    changes.applied = async (seq) => void applied.push(seq);
    const client = await open();
    expect(applied).toEqual([3]);
    await changes.add(2);
    expect(client.reply.headers['content-type']).toBe('text/event-stream');
    expect(await client.seen()).toMatchObject([
      { id: 5, count: 2, changes: [{ key: 'component:default/c4' }, { key: 'component:default/c5' }] },
    ]);
    expect(client.text()).toContain('event: hello\ndata: {"seq":3}');
  });

  test('that comes back hears what it missed, once', async () => {
    await changes.add(4);
    const client = await open(2);
    await changes.add(1);
    expect(await client.seen()).toMatchObject([
      { id: 4, count: 2, changes: [{ key: 'component:default/c3' }, { key: 'component:default/c4' }] },
      { id: 5, count: 1 },
    ]);
  });

  test('misses nothing that happens while it is told what it missed, and hears it in order', async () => {
    await changes.add(2);
    changes.beforeRead = async () => {
      changes.beforeRead = async () => undefined;
      await changes.add(1);
    };
    const client = await open(1);
    await changes.add(1);
    expect((await client.seen()).map(({ id }) => id)).toEqual([2, 3, 4]);
  });

  test('that missed very much is told only that, however much it was', async () => {
    await changes.add(60_000);
    const client = await open(0);
    expect(await client.seen()).toEqual([{ id: 60_000, seq: 60_000, count: 60_000, changes: [] }]);
    await changes.add(1);
    expect(await client.seen()).toHaveLength(2);
  });

  test('with the number of another database is told that all may be different, and hears on', async () => {
    await changes.add(2);
    const client = await open(900);
    await changes.add(1);
    expect(await client.seen()).toMatchObject([
      { id: 2, changes: [] },
      { id: 3, count: 1 },
    ]);
  });

  test('hears the states of sources, but they are no changes', async () => {
    const client = await open();
    tellStatus({ id: 's1' } as SourceStatus);
    expect(await client.seen()).toEqual([]);
    expect(client.text()).toContain('event: source\ndata: {"id":"s1"}\n\n');
    expect(client.text()).not.toContain('id: ');
  });

  test('that has gone is not written to any more', async () => {
    const gone = await open();
    gone.stream.destroy();
    await sleep(0);
    const stays = await open();
    await changes.add(1);
    expect(await stays.seen()).toHaveLength(1);
    expect(await gone.seen()).toEqual([]);
  });

  test('that went before it was answered leaves nothing behind', async () => {
    const controller = new AbortController();
    const opening = open(undefined, controller.signal);
    controller.abort();
    expect((await opening).stream.destroyed).toBe(true);
  });

  test('that does not read is cut off before it takes all memory; the others hear on', async () => {
    const slow = (await streams.open(undefined, new AbortController().signal)).body as PassThrough;
    const quick = await open();
    for (let round = 0; round < 60; round += 1) {
      await changes.add(400);
      await sleep(0);
    }
    expect(slow.destroyed).toBe(true);
    await expect.poll(async () => (await quick.seen()).at(-1)?.id).toBe(24_000);
  });

  test('whose past cannot be read gets an error and no stream', async () => {
    await changes.add(2);
    changes.beforeRead = () => Promise.reject(new Error('the database is gone'));
    await expect(open(1)).rejects.toThrow('the database is gone');
  });
});

test('the end of the portal ends every stream', async () => {
  const client = await open();
  const ended = new Promise((resolve) => client.stream.once('end', resolve));
  streams.close();
  await ended;
  expect(changes.followed).toBe(false);
});
