/** What a harvest stores, and what it leaves alone. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testDatabases } from '../setup/databases.ts';
import { openBench, type Bench } from './support/bench.ts';
import { noteHarvester } from './support/note-harvester.ts';

describe.each(testDatabases())('harvest on %s', (kind) => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench(kind);
  });
  afterEach(() => bench.close());

  test('the first harvest stores every record of every repository', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:a\ntext first\n---\nnote c:b\ntext second\n' });
    bench.source.set('two', { 'deep/notes.txt': 'note c:d\ntext fourth\n', 'README.md': 'nothing of ours' });
    const outcome = await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:a': 'first', 'c:b': 'second', 'c:d': 'fourth' });
    expect(outcome).toMatchObject({ repositories: 2, read: 2, held: 0, seq: 3 });
    expect((await bench.records.claims('note', 'c:b'))[0]).toMatchObject({
      active: true,
      repository: 'one',
      path: 'notes.txt',
      document: 2,
      line: 4,
      location: 'file:/memory/one/notes.txt',
    });
  });

  test('an unchanged harvest opens no write transaction and reads no file', async () => {
    bench.source.set('one', {
      'notes.txt': 'note c:a\ninclude other.md\nfollow more/*.txt\n---\nnote oops\n',
      'other.md': 'hello',
      'more/x.txt': 'note c:x\n',
    });
    await bench.harvest();
    bench.source.takeReads();
    const again = await bench.harvest();
    expect(again).toMatchObject({ writes: 0, unchanged: true, seq: 0, read: 0 });
    expect(bench.source.takeReads()).toEqual([]);
  });

  test('a commit that touches no descriptor stores the new head and nothing else', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:a\n', 'src.js': '1' });
    await bench.harvest();
    const head = await bench.changes.head();
    bench.source.write('one', 'src.js', '2');
    expect(await bench.harvest()).toMatchObject({ writes: 1, seq: 0 });
    expect(await bench.changes.head()).toBe(head);
    expect(await bench.harvest()).toMatchObject({ writes: 0 });
  });

  test('an edit is one change, with the body before and after', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:a\ntext old\n---\nnote c:b\ntext same\n' });
    await bench.harvest();
    const uid = await bench.uid('c:a');
    bench.source.write('one', 'notes.txt', 'note c:a\ntext new\n---\nnote c:b\ntext same\n');
    await bench.harvest();
    const history = await bench.history('c:a');
    expect(history.map((change) => change.op)).toEqual(['create', 'update']);
    const bodies = await bench.records.bodies([history[1]!.before!, history[1]!.after!]);
    expect(bodies.map((text) => (JSON.parse(text!) as { texts: string[] }).texts)).toEqual([['old'], ['new']]);
    expect(await bench.history('c:b')).toHaveLength(1);
    expect(await bench.uid('c:a')).toBe(uid);
  });

  test('a document that moves down in its file is no change of the record, but its place is known', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:a\n' });
    await bench.harvest();
    bench.source.write('one', 'notes.txt', 'note c:new\n---\nnote c:a\n');
    await bench.harvest();
    expect(await bench.history('c:a')).toHaveLength(1);
    expect((await bench.records.claims('note', 'c:a'))[0]).toMatchObject({ document: 2, line: 3 });
  });

  test('what a removed file said goes', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:a\n', 'b/notes.txt': 'note c:b\n' });
    await bench.harvest();
    bench.source.remove('one', 'b/notes.txt');
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:a': '' });
    const [, removed] = await bench.history('c:b');
    expect(removed).toMatchObject({
      op: 'delete',
      after: null,
      cause: { file: 'b/notes.txt', line: 1, repository: 'one', reason: 'no file says it any more' },
    });
  });

  test('a file that is moved takes its record along: same uid, no removal', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:a\ntext hello\n' });
    await bench.harvest();
    const uid = await bench.uid('c:a');
    bench.source.remove('one', 'notes.txt');
    bench.source.write('one', 'moved/notes.txt', 'note c:a\ntext hello\n');
    await bench.harvest();
    expect(await bench.uid('c:a')).toBe(uid);
    expect((await bench.history('c:a')).map((change) => change.op)).toEqual(['create', 'update']);
    expect((await bench.records.claims('note', 'c:a')).map((claim) => claim.path)).toEqual(['moved/notes.txt']);
  });

  test('a repository that is given another name keeps its records visible all along', async () => {
    bench.source.set('old', { 'notes.txt': 'note c:a\n---\nnote c:b\n---\nnote c:d\n---\nnote c:e\n' });
    await bench.harvest();
    bench.source.repositories.set('new', bench.source.repositories.get('old')!);
    bench.source.repositories.delete('old');
    expect(await bench.harvest()).toMatchObject({ held: 0 });
    expect(Object.keys(await bench.visible())).toEqual(['c:a', 'c:b', 'c:d', 'c:e']);
    expect((await bench.history('c:a')).map((change) => change.op)).toEqual(['create', 'state']);
    expect((await bench.records.claims('note', 'c:a')).map((claim) => claim.repository)).toEqual(['new']);
  });

  test('a force harvest reads everything and writes nothing that is the same', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:a\n---\nnote oops\n' });
    await bench.harvest();
    bench.source.takeReads();
    expect(await bench.harvest({ force: true })).toMatchObject({ writes: 0, read: 1 });
    expect(bench.source.takeReads()).toEqual(['one/notes.txt']);
  });

  test.each([
    ['the configuration', (it: Bench) => void (it.settings = { ...it.settings, fingerprint: 'two' })],
    ['the globs of descriptors', (it: Bench) => void (it.settings = { ...it.settings, exclude: ['never/**'] })],
    [
      'the version of the harvester',
      (it: Bench) => void (it.harvesters = [{ ...it.harvesters[0]!, harvester: noteHarvester({ version: 2 }) }]),
    ],
    ['what was registered', (it: Bench) => void (it.source.origin = 'file:/elsewhere')],
  ])('another %s has everything read again, once', async (_what, change) => {
    bench.source.set('one', { 'notes.txt': 'note c:a\n' });
    await bench.harvest();
    bench.source.takeReads();
    change(bench);
    await bench.harvest();
    expect(bench.source.takeReads()).toEqual(['one/notes.txt']);
    expect(await bench.harvest()).toMatchObject({ writes: 0, read: 0 });
    expect(await bench.history('c:a')).toHaveLength(1);
  });

  test('a file is read again when one that it includes changes, appears or goes', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:a\ninclude other.md\n', 'other.md': 'first' });
    await bench.harvest();
    bench.source.write('one', 'other.md', 'second');
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:a': 'second' });
    bench.source.remove('one', 'other.md');
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:a': 'second | stale' });
    bench.source.write('one', 'other.md', 'third');
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:a': 'third' });
  });

  test('a change says which commit, who, in which file and line', async () => {
    const commit = { id: 'c0ffee', author: 'Kim <kim@example.org>', message: 'Say hello', at: '2026-01-01T00:00:00Z' };
    const one = bench.source.set(
      'one',
      { 'notes.txt': 'note c:a\n', 'b/notes.txt': 'note c:b\ntext old\n' },
      { commit: { id: 'first' } },
    );
    await bench.harvest();
    expect((await bench.history('c:a'))[0]!.cause).toEqual({
      type: 'harvest',
      sourceId: 'memory',
      repository: 'one',
      file: 'notes.txt',
      line: 1,
      commit: 'first',
    });
    one.commit = { id: 'head' };
    one.authors.set('b/notes.txt', commit);
    bench.source.write('one', 'b/notes.txt', 'note c:b\ntext new\n');
    await bench.harvest();
    expect((await bench.history('c:b'))[1]).toMatchObject({
      op: 'update',
      cause: { file: 'b/notes.txt', commit: 'c0ffee', author: 'Kim <kim@example.org>', message: 'Say hello' },
    });
  });

  test('of two files that claim the same, the one of the first repository wins, whichever is read faster', async () => {
    for (let round = 0; round < 20; round += 1)
      bench.source.set(`r${String(round).padStart(2, '0')}`, { 'notes.txt': `note c:same\ntext from ${round}\n` });
    let slow = true;
    bench.source.whileOpen = async () => {
      const wait = slow ? 30 : 0;
      slow = false;
      await new Promise((resolve) => setTimeout(resolve, wait));
    };
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:same': 'from 0' });
  });
});
