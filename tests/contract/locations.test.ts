/** Files that name other files, and files that name sources elsewhere. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sourceIdOf, syncDerivedSources } from '../../packages/server/src/harvest/derived.ts';
import { removeSource } from '../../packages/server/src/storage/sources.ts';
import { testDatabases } from '../setup/databases.ts';
import { openBench, type Bench } from './support/bench.ts';
import { MemorySource } from './support/memory-source.ts';

describe.each(testDatabases())('locations on %s', (kind) => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench(kind);
  });
  afterEach(() => bench.close());

  const derived = async () =>
    (
      await bench.database.read
        .selectFrom('source')
        .select('target')
        .where('origin', '=', 'derived')
        .orderBy('target')
        .execute()
    ).map((row) => row.target);

  test('files that a file names are read, whatever they are called, as deep as it goes', async () => {
    bench.source.set('one', {
      'notes.txt': 'follow a.md\nfollow more/*.md\n',
      'a.md': 'note c:a\nfollow b.md\n',
      'b.md': 'note c:b\n',
      'more/x.md': 'note c:x\n',
      'not.md': 'note c:not\n',
    });
    await bench.harvest();
    expect(Object.keys(await bench.visible())).toEqual(['c:a', 'c:b', 'c:x']);
    bench.source.write('one', 'more/y.md', 'note c:y\n');
    await bench.harvest();
    expect(Object.keys(await bench.visible())).toEqual(['c:a', 'c:b', 'c:x', 'c:y']);
    bench.source.write('one', 'notes.txt', 'follow more/*.md\n');
    await bench.harvest();
    expect(Object.keys(await bench.visible())).toEqual(['c:x', 'c:y']);
  });

  test('a candidate that does not look like one is read when a file names it', async () => {
    bench.source.set('one', { 'a.txt': 'text only\n', 'notes.txt': 'follow a.txt\n', 'z.txt': 'text only\n' });
    await bench.harvest();
    expect(await bench.database.read.selectFrom('file').select('path').orderBy('path').execute()).toEqual([
      { path: 'a.txt' },
      { path: 'notes.txt' },
    ]);
  });

  test('a candidate that did not look like one is not opened again until it changes', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:a\n', 'z.txt': 'text only\n' });
    await bench.harvest();
    expect(bench.source.takeHeads()).toEqual(['one/z.txt']);
    bench.source.write('one', 'notes.txt', 'note c:a\ntext new\n');
    await bench.harvest();
    expect(bench.source.takeHeads()).toEqual([]);
    bench.source.write('one', 'z.txt', 'note c:z\n');
    await bench.harvest();
    expect(Object.keys(await bench.visible())).toEqual(['c:a', 'c:z']);
  });

  test('a pattern without a match and a target that is not there are findings; the others are read', async () => {
    bench.source.set('one', {
      'notes.txt': 'follow a.md\nfollow nowhere/*.md\nfollow gone.md\nmaybe gone-too.md\n',
      'a.md': 'note c:a\n',
    });
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:a': '' });
    expect((await bench.codes()).sort()).toEqual(['glob-no-match notes.txt:1', 'location-target-missing notes.txt:1']);
    bench.source.write('one', 'gone.md', 'note c:gone\n');
    await bench.harvest();
    expect(await bench.codes()).toEqual(['glob-no-match notes.txt:1']);
    expect(Object.keys(await bench.visible())).toEqual(['c:a', 'c:gone']);
  });

  test('a pattern that matches its own file is no circle', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:a\nfollow *.txt\n', 'b.txt': 'note c:b\n' });
    await bench.harvest();
    expect(await bench.codes()).toEqual([]);
    expect(Object.keys(await bench.visible())).toEqual(['c:a', 'c:b']);
  });

  test('files that name each other in a circle are read once each, and told', async () => {
    bench.source.set('one', {
      'notes.txt': 'note c:a\nfollow b.md\n',
      'b.md': 'note c:b\nfollow d.txt\n',
      'd.txt': 'note c:d\nfollow notes.txt\n',
      'self.txt': 'note c:self\nfollow self.txt\n',
    });
    await bench.harvest();
    expect(Object.keys(await bench.visible())).toEqual(['c:a', 'c:b', 'c:d', 'c:self']);
    expect((await bench.codes()).sort()).toEqual(['location-cycle notes.txt:1', 'location-cycle self.txt:1']);
    expect(bench.source.takeReads()).toHaveLength(4);
    expect(await bench.harvest()).toMatchObject({ writes: 0 });
  });

  test('a source that a file names comes, and goes with all that it said when no file names it', async () => {
    const target = 'https://example.org/x.yaml';
    bench.source.set('one', {
      'notes.txt': `note c:a\nsource ${target}\n`,
      'b/notes.txt': `note c:b\nsource ${target}\n`,
    });
    expect(await bench.harvest()).toMatchObject({ sourcesChanged: true });
    expect(await derived()).toEqual([target]);
    const elsewhere = new MemorySource();
    elsewhere.set('x', { 'notes.txt': 'note c:x\n' });
    await bench.harvest(undefined, elsewhere, sourceIdOf('url', target));
    expect(Object.keys(await bench.visible())).toEqual(['c:a', 'c:b', 'c:x']);
    bench.source.write('one', 'notes.txt', 'note c:a\n');
    expect(await bench.harvest()).toMatchObject({ sourcesChanged: false });
    bench.source.write('one', 'b/notes.txt', 'note c:b\n');
    const last = await bench.harvest();
    expect(last).toMatchObject({ sourcesChanged: true, seq: await bench.changes.head() });
    expect(Object.keys(await bench.visible())).toEqual(['c:a', 'c:b']);
    expect(await derived()).toEqual([]);
  });

  test('sources that only name each other do not keep each other', async () => {
    const [x, y] = ['https://example.org/x', 'https://example.org/y'];
    bench.source.set('one', { 'notes.txt': `note c:a\nsource ${x}\n` });
    await bench.harvest();
    for (const [target, other] of [
      [x, y],
      [y, x],
    ] as const) {
      const elsewhere = new MemorySource();
      elsewhere.set('it', { 'notes.txt': `note c:${target.at(-1)}\nsource ${other}\n` });
      await bench.harvest(undefined, elsewhere, sourceIdOf('url', target));
    }
    expect(await derived()).toEqual([x, y]);
    bench.source.write('one', 'notes.txt', 'note c:a\n');
    await bench.harvest();
    expect(await derived()).toEqual([]);
    expect(Object.keys(await bench.visible())).toEqual(['c:a']);
  });

  test('a source that a person registered is not registered again, and outlives the file', async () => {
    await bench.database.write((writer) =>
      writer.updateTable('source').set({ type: 'url', target: 'https://example.org/mine' }).execute(),
    );
    await bench.addSource('other');
    const other = new MemorySource();
    other.set('one', { 'notes.txt': 'note c:a\nsource https://example.org/mine\n' });
    await bench.harvest(undefined, other, 'other');
    expect(await derived()).toEqual([]);
    await bench.database.write((writer) => removeSource(writer, 'memory', { type: 'user' }, bench.now()));
    await syncDerivedSources(bench.database, bench.now());
    expect(await derived()).toEqual(['https://example.org/mine']);
  });
});
