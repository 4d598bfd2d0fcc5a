/** The change log: numbers without gaps, and followers that miss nothing. */
import type { Change } from '@callboard/plugin/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChangeLog } from '../../packages/server/src/storage/changes.ts';
import { testDatabases } from '../setup/databases.ts';
import { openBench, type Bench } from './support/bench.ts';
import { MemorySource } from './support/memory-source.ts';

const PATIENCE = { timeout: 20_000, interval: 10 };

describe.each(testDatabases())('the change log on %s', (kind) => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench(kind);
  });
  afterEach(() => bench.close());

  /** Harvests and people at the same database from several sides, each over connections of its own. */
  const churn = async (sources: number, rounds: number, between: () => Promise<void> = async () => undefined) => {
    const ids = Array.from({ length: sources }, (_, index) => `s${index}`);
    for (const id of ids) await bench.addSource(id);
    const harvests = ids.map((id) =>
      bench.second(async (other) => {
        const source = new MemorySource();
        for (let round = 0; round < rounds; round += 1) {
          source.set('one', { 'notes.txt': `note c:${id}\ntext ${round}\n---\nnote c:${id}-${round}\n` });
          await other.harvest(undefined, source, id);
          await between();
        }
      }),
    );
    const people = bench.second(async ({ records }) => {
      for (let round = 0; round < rounds; round += 1) {
        await records.exclude('note', 'c:s0', 'user:default/kim', 'why not');
        await records.include('note', 'c:s0', 'user:default/kim');
      }
    });
    await Promise.all([...harvests, people]);
  };

  test('numbers have no gap and come in the order of commits, whoever writes', async () => {
    await churn(4, 8);
    const changes = await bench.changes.read({ limit: 10_000 });
    expect(changes.length).toBeGreaterThan(50);
    expect(changes.map((change) => change.seq)).toEqual(changes.map((_, index) => index + 1));
    expect(await bench.changes.head()).toBe(changes.length);
  });

  test('every change of a key begins where the one before ended', async () => {
    await churn(3, 8);
    for (const id of ['s0', 's1', 's2']) {
      const history = await bench.history(`c:${id}`);
      expect(history.map((change) => change.before)).toEqual([
        null,
        ...history.map((change) => change.after).slice(0, -1),
      ]);
    }
  });

  test('a follower hears of every change once, in order, while others write', async () => {
    const heard: number[] = [];
    bench.changes.follow('test', 0, async (batch) => {
      heard.push(...batch.map((change) => change.seq));
      await new Promise((resolve) => setTimeout(resolve, 1));
    });
    const waking = setInterval(() => bench.changes.wake(), 1);
    await churn(3, 8);
    await bench.changes.applied(await bench.changes.head());
    clearInterval(waking);
    expect(heard).toEqual(Array.from({ length: await bench.changes.head() }, (_, index) => index + 1));
  });

  test('scan and follow together give what is stored, at whatever moment the scan began', async () => {
    const replicas: Map<string, string>[] = [];
    const wrong: string[] = [];
    await bench.second(async ({ records, changes }) => {
      await churn(3, 6, async () => {
        const stored = new Map<string, string>();
        const apply = ({ seq, key, before, after }: Change) => {
          if ((stored.get(key) ?? null) !== before) wrong.push(`${seq}: ${key}`);
          if (after === null) stored.delete(key);
          else stored.set(key, after);
        };
        const from = await records.scan('note', (batch) => batch.forEach(({ key, hash }) => stored.set(key, hash)));
        changes.follow(`replica ${replicas.length}`, from, (batch) => batch.forEach(apply));
        replicas.push(stored);
      });
      await changes.applied(await changes.head());
    });
    const truth = new Map<string, string>();
    await bench.records.scan('note', (batch) => batch.forEach(({ key, hash }) => truth.set(key, hash)));
    expect(replicas).toHaveLength(18);
    for (const stored of replicas) expect(new Map([...stored].sort())).toEqual(new Map([...truth].sort()));
    expect(wrong).toEqual([]);
  });

  test('a follower that fails gets the same changes again; meanwhile nobody waits for it', async () => {
    const attempts: number[][] = [];
    let failing = true;
    bench.changes.follow('moody', 0, (batch) => {
      attempts.push(batch.map((change) => change.seq));
      if (failing) throw new Error('not now');
    });
    bench.source.set('one', { 'notes.txt': 'note c:a\n' });
    const { seq } = await bench.harvest();
    await bench.changes.applied(seq);
    await vi.waitFor(() => expect(bench.logged.join()).toContain('not now'), PATIENCE);
    failing = false;
    bench.changes.wake();
    await vi.waitFor(() => expect(attempts).toEqual([[1], [1]]), PATIENCE);
    bench.source.write('one', 'notes.txt', 'note c:a\ntext more\n');
    await bench.changes.applied((await bench.harvest()).seq);
    expect(attempts).toEqual([[1], [1], [2]]);
  });

  test('applied waits for the slowest follower, but not for one that only passes changes on', async () => {
    const done: string[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    bench.changes.follow('fast', 0, () => void done.push('fast'));
    bench.changes.follow('slow', 0, async () => {
      await held;
      done.push('slow');
    });
    bench.changes.follow('late', 0, () => new Promise<void>(() => undefined), { late: true });
    bench.source.set('one', { 'notes.txt': 'note c:a\n' });
    const { seq } = await bench.harvest();
    const applied = bench.changes.applied(seq).then(() => done.push('applied'));
    await vi.waitFor(() => expect(done).toEqual(['fast']), PATIENCE);
    release();
    await applied;
    expect(done).toEqual(['fast', 'slow', 'applied']);
  });

  test('a wake-up that comes while a follower finds nothing more is not lost', async () => {
    // Nothing but wake-ups wakes it.
    vi.useFakeTimers({ toFake: ['setInterval'] });
    await bench.second(async ({ changes }) => {
      vi.useRealTimers();
      const read = changes.read.bind(changes);
      let rounds = 0;
      vi.spyOn(changes, 'read').mockImplementation(async (query) => {
        const found = await read(query);
        if (found.length || rounds === 3) return found;
        rounds += 1;
        bench.source.set('one', { 'notes.txt': `note c:a\ntext ${rounds}\n` });
        await bench.harvest();
        changes.wake();
        return found;
      });
      const heard: number[] = [];
      changes.follow('busy', 0, (batch) => void heard.push(...batch.map((change) => change.seq)));
      await vi.waitFor(() => expect(heard).toEqual([1, 2, 3]), PATIENCE);
    });
  });

  test('a follower that ends is waited for no longer', async () => {
    const stop = bench.changes.follow('stuck', 0, () => new Promise<void>(() => undefined));
    bench.source.set('one', { 'notes.txt': 'note c:a\n' });
    const { seq } = await bench.harvest();
    const applied = bench.changes.applied(seq);
    stop();
    await applied;
  });

  test('changes are read by key, type, range and order', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:a\n---\nnote c:b\n' });
    await bench.harvest();
    bench.source.set('one', { 'notes.txt': 'note c:a\ntext 2\n---\nnote c:b\n' });
    await bench.harvest();
    const seqs = async (query: Parameters<ChangeLog['read']>[0]) =>
      (await bench.changes.read(query)).map((change) => change.seq);
    expect(await seqs({ key: 'c:a', type: 'note' })).toEqual([1, 3]);
    expect(await seqs({ after: 1, limit: 1 })).toEqual([2]);
    expect(await seqs({ before: 3, order: 'desc' })).toEqual([2, 1]);
    expect(await seqs({ type: 'other' })).toEqual([]);
  });
});
