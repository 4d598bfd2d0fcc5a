/** A source that suddenly loses much is more often broken than empty: the loss waits for a person. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { removeHeld } from '../../packages/server/src/storage/sources.ts';
import { testDatabases } from '../setup/databases.ts';
import { openBench, SOURCE, type Bench } from './support/bench.ts';

describe.each(testDatabases())('removals on %s', (kind) => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench(kind);
  });
  afterEach(() => bench.close());

  const fill = async (count: number) => {
    for (let index = 0; index < count; index += 1)
      bench.source.set(`r${index}`, { 'notes.txt': `note c:${index}\n` }, { url: `https://example.org/r${index}` });
    await bench.harvest();
  };
  const drop = (...indexes: number[]) => indexes.forEach((index) => bench.source.repositories.delete(`r${index}`));
  const held = async () =>
    Object.entries(await bench.visible())
      .filter(([, text]) => text.includes('held'))
      .map(([key]) => key);
  const confirm = () =>
    bench.database.write((writer) =>
      removeHeld(writer, SOURCE, { type: 'user', user: 'user:default/kim' }, bench.now()),
    );

  test('a fifth of a source may go; more than that waits, visible and marked', async () => {
    await fill(20);
    drop(0, 1, 2, 3);
    expect(await bench.harvest()).toMatchObject({ held: 0 });
    expect(Object.keys(await bench.visible())).toHaveLength(16);
    drop(4, 5, 6, 7);
    expect(await bench.harvest()).toMatchObject({ held: 4 });
    expect(Object.keys(await bench.visible())).toHaveLength(16);
    expect(await held()).toEqual(['c:4', 'c:5', 'c:6', 'c:7']);
    expect((await bench.history('c:4')).map((change) => change.op)).toEqual(['create', 'state']);
  });

  test('two may always go', async () => {
    await fill(3);
    drop(0, 1);
    expect(await bench.harvest()).toMatchObject({ held: 0 });
    expect(Object.keys(await bench.visible())).toEqual(['c:2']);
  });

  test('what waits is not counted again, and waiting writes nothing', async () => {
    await fill(10);
    drop(0, 1, 2);
    await bench.harvest();
    expect(await bench.harvest()).toMatchObject({ held: 3, writes: 0 });
    drop(3);
    expect(await bench.harvest()).toMatchObject({ held: 3 });
    expect(await held()).toEqual(['c:0', 'c:1', 'c:2']);
    expect(Object.keys(await bench.visible())).toHaveLength(9);
    expect(await bench.harvest({ force: true })).toMatchObject({ writes: 0 });
  });

  test('what is confirmed is gone with all its rows, once and for all', async () => {
    await fill(10);
    drop(0, 1, 2);
    await bench.harvest();
    await confirm();
    await bench.harvest();
    expect(Object.keys(await bench.visible())).toHaveLength(7);
    expect(await bench.database.read.selectFrom('repository').select('name').orderBy('name').execute()).toHaveLength(7);
    expect(await bench.database.read.selectFrom('file').select('id').execute()).toHaveLength(7);
    expect(await bench.harvest()).toMatchObject({ writes: 0 });
    expect((await bench.history('c:0')).at(-1)).toMatchObject({ op: 'delete', cause: { user: 'user:default/kim' } });
  });

  test('what comes back is as if nothing had been', async () => {
    await fill(10);
    const uid = await bench.uid('c:1');
    const there = new Map(bench.source.repositories);
    drop(0, 1, 2);
    await bench.harvest();
    const urls = await bench.database.read.selectFrom('repository').select('url').execute();
    expect(urls.filter(({ url }) => url?.startsWith('https://example.org/'))).toHaveLength(10);
    for (const [name, repository] of there) bench.source.repositories.set(name, repository);
    await bench.harvest();
    expect(await held()).toEqual([]);
    expect(await bench.uid('c:1')).toBe(uid);
    expect(await bench.harvest()).toMatchObject({ writes: 0 });
  });

  test('files and documents that vanish inside a repository wait, too, and the rest of it moves on', async () => {
    const documents = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => `note c:${from + index}\n`).join('---\n');
    bench.source.set('one', {
      'a/notes.txt': documents(0, 4),
      'b/notes.txt': documents(4, 8),
      'd/notes.txt': 'note c:d\ntext old\n',
    });
    await bench.harvest();
    bench.source.set('one', { 'a/notes.txt': documents(0, 1), 'd/notes.txt': 'note c:d\ntext new\n' });
    expect(await bench.harvest()).toMatchObject({ held: 7 });
    expect((await bench.visible())['c:d']).toBe('new');
    expect(await bench.harvest()).toMatchObject({ writes: 0 });
    bench.source.write('one', 'a/notes.txt', 'note c:0\ntext edited\n');
    expect(await bench.harvest()).toMatchObject({ held: 7 });
    bench.source.write('one', 'b/notes.txt', documents(4, 8));
    await bench.harvest();
    expect(await held()).toEqual(['c:1', 'c:2', 'c:3']);
    await confirm();
    await bench.harvest();
    expect(Object.keys(await bench.visible())).toEqual(['c:0', 'c:4', 'c:5', 'c:6', 'c:7', 'c:d']);
  });

  test('what another file says as well is not lost, and does not wait', async () => {
    await fill(5);
    for (let index = 0; index < 4; index += 1) bench.source.set(`copy${index}`, { 'notes.txt': `note c:${index}\n` });
    drop(0, 1, 2, 3);
    expect(await bench.harvest()).toMatchObject({ held: 0 });
    expect(Object.keys(await bench.visible())).toHaveLength(5);
    expect(await bench.records.conflicts('note')).toEqual(new Map());
  });

  test('with orphans kept, what nobody says stays marked until it comes back or a person removes it', async () => {
    bench.settings = { ...bench.settings, orphans: 'keep' };
    await fill(20);
    drop(0);
    await bench.harvest();
    expect((await bench.visible())['c:0']).toBe('orphan');
    expect(await bench.harvest()).toMatchObject({ writes: 0 });
    bench.source.set('r0', { 'notes.txt': 'note c:0\n' });
    await bench.harvest();
    expect((await bench.visible())['c:0']).toBe('');
    drop(0);
    await bench.harvest();
    await bench.records.remove('note', 'c:0', { type: 'user' });
    await bench.harvest();
    expect((await bench.visible())['c:0']).toBeUndefined();
    expect(await bench.harvest()).toMatchObject({ writes: 0 });
  });

  test('a look at one repository says nothing about the others', async () => {
    await fill(10);
    drop(0, 1);
    await bench.harvest({ repositories: ['r5'] });
    expect(Object.keys(await bench.visible())).toHaveLength(10);
  });
});
