/** Who is visible under a name: renames, conflicts, choices, exclusions, removals by people. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testDatabases } from '../setup/databases.ts';
import { openBench, type Bench } from './support/bench.ts';

const KIM = 'user:default/kim';

describe.each(testDatabases())('claims on %s', (kind) => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench(kind);
  });
  afterEach(() => bench.close());

  const redirects = async () =>
    Object.fromEntries((await bench.records.redirects('note')).map(({ from, to }) => [from, to]));
  const say = async (text: string) => {
    bench.source.set('one', { 'notes.txt': text });
    return bench.harvest();
  };

  test('the old name of a renamed record leads to the new one, and the record stays the same', async () => {
    await say('note c:old\ntext hello\n');
    const uid = await bench.uid('c:old');
    await say('note c:new\ntext hello\n');
    expect(await bench.visible()).toEqual({ 'c:new': 'hello' });
    expect(await bench.uid('c:new')).toBe(uid);
    expect(await redirects()).toEqual({ 'c:old': 'c:new' });
    expect((await bench.history('c:old'))[1]).toMatchObject({ op: 'delete', cause: { reason: 'renamed to c:new' } });
    expect((await bench.history('c:new'))[0]).toMatchObject({ op: 'create', cause: { reason: 'renamed from c:old' } });
  });

  test('chains of renames lead to their end, and a name that comes back leads nowhere', async () => {
    for (const name of ['a', 'b', 'd']) await say(`note c:${name}\n`);
    expect(await redirects()).toEqual({ 'c:a': 'c:d', 'c:b': 'c:d' });
    await say('note c:a\n');
    expect(await redirects()).toEqual({ 'c:b': 'c:a', 'c:d': 'c:a' });
  });

  test('something new under an old name is what the name means', async () => {
    await say('note c:old\n');
    await say('note c:new\n');
    bench.source.set('two', { 'notes.txt': 'note c:old\ntext another\n' });
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:new': '', 'c:old': 'another' });
    expect(await redirects()).toEqual({});
  });

  test('no redirect hides a record that takes over the old name', async () => {
    await say('note c:old\ntext first\n');
    bench.source.set('two', { 'notes.txt': 'note c:old\ntext second\n' });
    await bench.harvest();
    await say('note c:new\ntext first\n');
    expect(await bench.visible()).toEqual({ 'c:new': 'first', 'c:old': 'second' });
    expect(await redirects()).toEqual({});
  });

  test('a record that is renamed to a name that is taken waits like any other', async () => {
    await say('note c:a\ntext first\n');
    bench.source.set('two', { 'notes.txt': 'note c:b\ntext second\n' });
    await bench.harvest();
    await say('note c:b\ntext first\n');
    expect(await bench.visible()).toEqual({ 'c:b': 'second' });
    expect(await bench.history('c:b')).toHaveLength(1);
  });

  test('one document replaced by another of a different kind, or elsewhere in the file, is no rename', async () => {
    await say('note c:a\n---\nnote c:b\n');
    await say('note r:a\n---\nnote c:b\n');
    expect(await redirects()).toEqual({});
    await say('note r:a\n---\nnote c:b\n---\nnote c:d\n');
    await say('note c:e\n---\nnote c:b\n');
    expect(await redirects()).toEqual({});
  });

  test('the first of two files wins, both are named, and the second takes over when the first goes', async () => {
    await say('note c:a\ntext first\n');
    bench.source.set('two', { 'notes.txt': 'note c:a\ntext second\n' });
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:a': 'first' });
    const conflicts = await bench.records.conflicts('note');
    expect(conflicts.get('c:a')!.map((claim) => [claim.repository, claim.active])).toEqual([
      ['one', true],
      ['two', false],
    ]);
    expect(await bench.history('c:a')).toHaveLength(1);
    bench.source.remove('one', 'notes.txt');
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:a': 'second' });
    expect((await bench.records.conflicts('note')).size).toBe(0);
    expect((await bench.history('c:a')).map((change) => change.op)).toEqual(['create', 'update']);
    bench.source.write('one', 'notes.txt', 'note c:a\ntext first\n');
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:a': 'second' });
  });

  test('two files of one repository that say the same both go when they are removed', async () => {
    bench.source.set('one', { 'a/notes.txt': 'note c:a\n', 'b/notes.txt': 'note c:a\n' });
    await bench.harvest();
    bench.source.set('one', {});
    await bench.harvest();
    expect(await bench.visible()).toEqual({});
    expect(await bench.records.claims('note', 'c:a')).toEqual([]);
    expect(await bench.database.read.selectFrom('record').selectAll().execute()).toEqual([]);
  });

  test('the same file reached by two ways is no conflict', async () => {
    bench.source.set('one', { 'notes.txt': 'note c:a\n' });
    await bench.harvest();
    await bench.addSource('again');
    await bench.harvest(undefined, bench.source, 'again');
    expect(await bench.records.claims('note', 'c:a')).toHaveLength(2);
    expect((await bench.records.conflicts('note')).size).toBe(0);
  });

  test('a choice decides, holds over harvests, and names who made it', async () => {
    await say('note c:a\ntext first\n');
    bench.source.set('two', { 'notes.txt': 'note c:a\ntext second\n' });
    await bench.harvest();
    const second = (await bench.records.claims('note', 'c:a')).find((claim) => !claim.active)!;
    await bench.records.choose('note', 'c:a', second.recordId, KIM);
    expect(await bench.visible()).toEqual({ 'c:a': 'second' });
    expect((await bench.history('c:a')).at(-1)).toMatchObject({
      op: 'update',
      cause: { type: 'user', user: KIM, reason: `chose ${second.location}` },
    });
    await bench.harvest({ force: true });
    await say('note c:a\ntext first again\n');
    expect(await bench.visible()).toEqual({ 'c:a': 'second' });
    await expect(bench.records.choose('note', 'c:a', 999_999, KIM)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('an exclusion holds over harvests, edits and other files, and names who made it and why', async () => {
    await say('note c:a\ntext 1\n---\nnote c:b\n');
    await bench.records.exclude('note', 'c:a', KIM, 'a leftover');
    expect(await bench.visible()).toEqual({ 'c:b': '' });
    await say('note c:a\ntext 2\n---\nnote c:b\n');
    await bench.harvest({ force: true });
    bench.source.set('two', { 'notes.txt': 'note c:a\ntext other\n' });
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:b': '' });
    expect(await bench.records.exclusions('note')).toEqual([
      { type: 'note', key: 'c:a', by: KIM, reason: 'a leftover', at: bench.now() },
    ]);
    expect((await bench.history('c:a')).map(({ op, cause }) => [op, cause.user])).toEqual([
      ['create', undefined],
      ['delete', KIM],
    ]);
    await bench.records.include('note', 'c:a', KIM);
    expect(await bench.visible()).toEqual({ 'c:a': '2', 'c:b': '' });
    expect((await bench.history('c:a')).at(-1)).toMatchObject({ op: 'create', cause: { user: KIM } });
  });

  test('what a person removes comes back when its file still says so, with a new uid', async () => {
    await say('note c:a\ntext 1\n---\nnote c:b\n');
    const uid = await bench.uid('c:a');
    await bench.records.remove('note', 'c:a', { type: 'user', user: KIM });
    expect(await bench.visible()).toEqual({ 'c:b': '' });
    expect(bench.takeRemoved()).toEqual(['memory']);
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:a': '1', 'c:b': '' });
    expect(await bench.uid('c:a')).not.toBe(uid);
    expect(await bench.harvest()).toMatchObject({ writes: 0 });
  });

  test('a person who removes while a harvest goes on is not undone, nor is the record lost', async () => {
    await say('note c:a\ntext 1\n---\nnote c:b\n');
    bench.source.write('one', 'notes.txt', 'note c:a\ntext 2\n---\nnote c:b\n');
    bench.source.whileOpen = async () => {
      bench.source.whileOpen = undefined;
      await bench.records.remove('note', 'c:a', { type: 'user', user: KIM });
    };
    await bench.harvest();
    expect(await bench.visible()).toEqual({ 'c:a': '2', 'c:b': '' });
    expect((await bench.history('c:a')).map((change) => change.op)).toEqual(['create', 'delete', 'create']);
    expect(await bench.harvest()).toMatchObject({ writes: 0 });
  });

  test('two harvests of the same source at once leave what one would have left', async () => {
    for (let index = 0; index < 12; index += 1)
      bench.source.set(`r${index}`, { 'notes.txt': `note c:${index}\ntext 1\n` });
    await Promise.all([bench.harvest(), bench.harvest()]);
    for (let index = 0; index < 12; index += 2)
      bench.source.write(`r${index}`, 'notes.txt', `note c:${index}\ntext 2\n---\nnote c:more-${index}\n`);
    await Promise.all([bench.harvest(), bench.harvest()]);
    const rows = await bench.database.read.selectFrom('record').select(['key', 'active']).execute();
    expect(rows.filter((row) => row.active)).toHaveLength(18);
    expect(rows).toHaveLength(18);
    expect(await bench.harvest()).toMatchObject({ writes: 0 });
  });

  test('a source that is removed while it is harvested leaves nothing behind', async () => {
    await say('note c:a\n');
    bench.source.set('two', { 'notes.txt': 'note c:b\n' });
    const { removeSource } = await import('../../packages/server/src/storage/sources.ts');
    bench.source.whileOpen = () =>
      bench.database
        .write((writer) => removeSource(writer, 'memory', { type: 'user' }, bench.now()))
        .then(() => undefined);
    await bench.harvest();
    expect(await bench.visible()).toEqual({});
    for (const table of ['source', 'repository', 'file', 'record', 'finding'] as const)
      expect(await bench.database.read.selectFrom(table).selectAll().execute()).toEqual([]);
    expect((await bench.history('c:a')).map((change) => change.op)).toEqual(['create', 'delete']);
  });
});
