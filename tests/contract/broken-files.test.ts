/** Whatever is wrong with a file becomes a finding, and the last good record stays. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SourceError } from '../../packages/server/src/sources/source-error.ts';
import { testDatabases } from '../setup/databases.ts';
import { openBench, type Bench } from './support/bench.ts';
import { noteHarvester } from './support/note-harvester.ts';

const lost = new SourceError('source-unreachable', 'The host does not answer.', 'Check it.');

describe.each(testDatabases())('broken files on %s', (kind) => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench(kind);
  });
  afterEach(() => bench.close());

  test('a broken document keeps its last good record, marked stale, until it is mended', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:a\ntext good\n' });
    await bench.harvest();
    const since = bench.later();
    bench.source.write('one', 'notes.txt', 'note c:a\ntext bad\nbroken\n');
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:a': 'good | stale' });
    expect(await bench.codes()).toEqual(['yaml-syntax notes.txt:1']);
    bench.later();
    bench.source.write('one', 'notes.txt', '\nnote c:a\ntext bad\nbroken\n');
    await bench.harvest();
    const [record] = await bench.records.byKeys('note', ['c:a']);
    expect(record!.state.stale).toMatchObject({ since, code: 'yaml-syntax', file: 'notes.txt' });
    bench.source.write('one', 'notes.txt', 'note c:a\ntext mended\n');
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:a': 'mended' });
    expect(await bench.codes()).toEqual([]);
    expect((await bench.history('c:a')).map((change) => change.op)).toEqual(['create', 'state', 'update']);
  });

  test('mending a document back to what it was only clears the mark', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:a\n' });
    await bench.harvest();
    bench.source.write('one', 'notes.txt', 'note c:a\nbroken\n');
    await bench.harvest();
    bench.source.write('one', 'notes.txt', 'note c:a\n');
    await bench.harvest();
    expect((await bench.history('c:a')).map((change) => change.op)).toEqual(['create', 'state', 'state']);
    expect((await bench.records.byKeys('note', ['c:a']))[0]!.state).toEqual({});
  });

  test('of three documents the broken one keeps what it said, and the others move on', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:a\ntext 1\n---\nnote c:b\ntext 1\n---\nnote c:d\ntext 1\n' });
    await bench.harvest();
    bench.source.write('one', 'notes.txt', 'note c:a\ntext 2\n---\nnote c:b\ntext 2\nbroken\n---\nnote c:d\ntext 2\n');
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:a': '2', 'c:b': '1 | stale', 'c:d': '2' });
  });

  test('a document broken beyond recognition keeps all that the file no longer says', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:a\n---\nnote c:b\n---\nnote c:d\n' });
    await bench.harvest();
    bench.source.write('one', 'notes.txt', 'note c:a\n---\nnote oops\n');
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:a': '', 'c:b': 'stale', 'c:d': 'stale' });
  });

  test('a document that breaks while it is renamed keeps its old record', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:old\ntext good\n' });
    await bench.harvest();
    bench.source.write('one', 'notes.txt', 'note c:new\nbroken\n');
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:old': 'good | stale' });
    bench.source.write('one', 'notes.txt', 'note c:new\ntext good\n');
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:new': 'good' });
    expect(await bench.records.redirects('note')).toMatchObject([{ from: 'c:old', to: 'c:new' }]);
  });

  test('a file that leads elsewhere goes on doing so while it is broken', async () => {
    bench.source.set('one', {
      'notes.txt': 'note c:a\nfollow led/to.md\nsource https://example.org/x\n',
      'led/to.md': 'note c:led\n',
    });
    await bench.harvest();
    bench.source.write('one', 'notes.txt', 'note c:a\nbroken\n');
    expect(await bench.harvest()).toMatchObject({ sourcesChanged: false });
    expect(await bench.visible()).toEqual({ 'c:a': 'stale', 'c:led': '' });
    bench.source.write('one', 'notes.txt', 'note c:a\n');
    expect(await bench.harvest()).toMatchObject({ sourcesChanged: true });
    expect(await bench.visible()).toEqual({ 'c:a': '' });
  });

  test('a finding keeps the time at which it was first seen, wherever it moves', async () => {
    bench.source.set('one', { 'notes.txt': 'note oops\n---\nnote c:a\n' });
    const since = bench.now();
    await bench.harvest();
    bench.later();
    bench.source.write('one', 'notes.txt', '\nnote oops\n---\nnote c:a\n---\nnote oops\n');
    await bench.harvest();
    const found = await bench.findings.list();
    expect(found.map((finding) => [finding.document, finding.since])).toEqual([
      [1, since],
      [3, bench.now()],
    ]);
  });

  test('a file that cannot be read keeps its records, and is tried again until it can', async () => {
    const one = bench.source.set('one', { 'notes.txt': 'note c:a\ntext 1\n', 'b/notes.txt': 'note c:b\n' });
    await bench.harvest();
    one.unreadable.add('notes.txt');
    bench.source.write('one', 'notes.txt', 'note c:a\ntext 2\n');
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:a': '1 | stale', 'c:b': '' });
    expect(await bench.codes()).toEqual(['file-unreadable notes.txt:1']);
    expect(await bench.harvest()).toMatchObject({ writes: 0 });
    one.unreadable.clear();
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:a': '2', 'c:b': '' });
    expect(await bench.codes()).toEqual([]);
  });

  test('bytes that are no text are a finding, and are not tried again', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:a\n', 'b/notes.txt': 'note \0' });
    await bench.harvest();
    expect(await bench.codes()).toEqual(['file-binary b/notes.txt:1']);
    expect(await bench.harvest()).toMatchObject({ writes: 0, read: 0 });
  });

  test('a harvester that falls over at one file is a finding there, and all else is read', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:a\n', 'b/notes.txt': 'note c:b\n' });
    await bench.harvest();
    bench.source.write('one', 'b/notes.txt', 'crash\n');
    bench.source.write('one', 'notes.txt', 'note c:a\ntext new\n');
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:a': 'new', 'c:b': 'stale' });
    expect(await bench.codes()).toEqual(['harvester-failed b/notes.txt:1']);
    expect(bench.logged.join('\n')).toContain('the harvester fell over');
  });

  test('a harvester that is missing takes nothing of what it found away', async () => {
    const { harvesters } = bench;
    bench.source.set('one', { 'notes.txt': 'note c:a\n' });
    bench.source.set('two', { 'notes.txt': 'note c:b\n' });
    await bench.harvest();
    bench.incomplete = true;
    bench.harvesters = [];
    bench.source.write('one', 'notes.txt', 'note c:a\ntext new\n');
    bench.source.repositories.delete('two');
    await bench.harvest({ force: true });
    expect(await bench.visible()).toEqual({ 'c:a': '', 'c:b': '' });
    bench.incomplete = false;
    bench.harvesters = harvesters;
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:a': 'new' });
    expect(await bench.database.read.selectFrom('file').select('path').execute()).toHaveLength(1);
  });

  test('two harvesters may read one file, each for itself', async () => {
    const other = { ...noteHarvester(), type: 'other' };
    bench.harvesters = [...bench.harvesters, { harvester: other, config: {}, strangers: new Set() }];
    bench.source.set('one', { 'notes.txt': 'note c:a\ntext both\n' });
    await bench.harvest();
    bench.source.write('one', 'notes.txt', 'note c:a\ntext two\n---\nnote oops\n');
    await bench.harvest();
    expect([await bench.visible('note'), await bench.visible('other')]).toEqual([{ 'c:a': 'two' }, { 'c:a': 'two' }]);
    bench.source.remove('one', 'notes.txt');
    await bench.harvest();
    expect([await bench.visible('note'), await bench.visible('other')]).toEqual([{}, {}]);
    expect(await bench.codes()).toEqual([]);
  });

  test('a source that fails removes nothing and says why, until it is back', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:a\n' });
    await bench.harvest();
    bench.source.broken = lost;
    expect(await bench.harvest()).toMatchObject({
      error: { code: 'source-unreachable', message: 'The host does not answer.' },
      writes: 1,
    });
    expect(await bench.harvest()).toMatchObject({ error: { code: 'source-unreachable' }, writes: 0 });
    expect(await bench.visible()).toEqual({ 'c:a': '' });
    bench.source.broken = undefined;
    const back = await bench.harvest();
    expect(back.error).toBeUndefined();
    expect(await bench.database.read.selectFrom('source').select('error').execute()).toEqual([{ error: null }]);
  });

  test('one repository that fails keeps what it said; the others are harvested', async () => {
    const one = bench.source.set('one', { 'notes.txt': 'note c:a\n' });
    bench.source.set('two', { 'notes.txt': 'note c:b\n' });
    await bench.harvest();
    one.broken = lost;
    bench.source.write('one', 'notes.txt', 'note c:a\ntext new\n');
    bench.source.write('two', 'notes.txt', 'note c:b\ntext new\n');
    expect(await bench.harvest()).toMatchObject({
      error: {
        code: 'source-unreachable',
        message: '1 of 2 repositories could not be read. one: The host does not answer.',
      },
    });
    expect(await bench.visible()).toEqual({ 'c:a': '', 'c:b': 'new' });
    expect(await bench.harvest()).toMatchObject({ writes: 0, error: { code: 'source-unreachable' } });
    delete one.broken;
    expect((await bench.harvest()).error).toBeUndefined();
    expect(await bench.visible()).toEqual({ 'c:a': 'new', 'c:b': 'new' });
  });

  test('a repository that failed is well again also when it is back at what it was', async () => {
    const one = bench.source.set('one', { 'notes.txt': 'note c:a\n' });
    await bench.harvest();
    one.broken = lost;
    bench.source.write('one', 'notes.txt', 'note c:a\ntext new\n');
    expect((await bench.harvest()).error).toBeDefined();
    delete one.broken;
    bench.source.write('one', 'notes.txt', 'note c:a\n');
    expect((await bench.harvest()).error).toBeUndefined();
  });

  test('a repository that fails from its first look on is named, and harvested when it can be', async () => {
    const one = bench.source.set('one', { 'notes.txt': 'note c:a\n' }, { broken: lost });
    expect(await bench.harvest()).toMatchObject({ error: { message: 'The host does not answer.' } });
    delete one.broken;
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:a': '' });
  });

  test('an error that nobody foresaw stays with its repository', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:a\n' }, { broken: new TypeError('undefined is not a function') });
    bench.source.set('two', { 'notes.txt': 'note c:b\n' });
    expect(await bench.harvest()).toMatchObject({ error: { code: 'harvest-failed' } });
    expect(await bench.visible()).toEqual({ 'c:b': '' });
  });

  test('too many files are a finding, not an end', async () => {
    bench.settings = { ...bench.settings, maxFiles: 20 };
    bench.source.set(
      'one',
      Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`${index}/notes.txt`, `note c:${index}\n`])),
    );
    await bench.harvest();
    expect((await bench.findings.list()).map((finding) => finding.code)).toEqual(['too-many-files']);
  });
});
