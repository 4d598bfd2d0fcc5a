import { describe, expect, test } from 'vitest';
import { HarvestQueue, mergeHints, withJitter, type Due } from './schedule.ts';

describe('the queue', () => {
  /** A queue whose looks end when the test says so. */
  function setUp(atOnce = 2) {
    const begun: Due[] = [];
    const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
    const queue = new HarvestQueue((due) => {
      begun.push(due);
      return new Promise((resolve, reject) => ends.push({ resolve, reject }));
    }, atOnce);
    const names = () => begun.map((due) => due.sourceId);
    return { queue, begun, names, ends };
  }
  const settle = () => new Promise((resolve) => setTimeout(resolve, 1));

  test('looks at several sources at once, but not at all', async () => {
    const { queue, names, ends } = setUp();
    for (const id of ['a', 'b', 'c']) void queue.add(id);
    expect(names()).toEqual(['a', 'b']);
    ends[0]!.resolve();
    await settle();
    expect(names()).toEqual(['a', 'b', 'c']);
  });

  test('never looks at one source twice at once; what is asked for meanwhile is one more look', async () => {
    const { queue, begun, ends } = setUp();
    const first = queue.add('a');
    const second = queue.add('a', { paths: ['x'] });
    const third = queue.add('a', { paths: ['y'] });
    expect(begun).toEqual([{ sourceId: 'a' }]);
    ends[0]!.resolve();
    await first;
    await settle();
    expect(begun).toEqual([{ sourceId: 'a' }, { sourceId: 'a', hint: { paths: ['x', 'y'] } }]);
    ends[1]!.resolve();
    await Promise.all([second, third]);
    expect(queue.busy).toBe(false);
  });

  test('a look that fails fails for all who asked for it, and for nobody else', async () => {
    const { queue, ends } = setUp(1);
    const asked = [queue.add('a'), queue.add('b'), queue.add('b')];
    ends[0]!.resolve();
    await asked[0];
    ends[1]!.reject(new Error('no'));
    await expect(asked[1]).rejects.toThrow('no');
    await expect(asked[2]).rejects.toThrow('no');
    const again = queue.add('b');
    ends[2]!.resolve();
    await again;
  });

  test('what waits can be given up; what goes on is let finish', async () => {
    const { queue, ends } = setUp(1);
    const going = queue.add('a');
    const waiting = queue.add('b');
    queue.clear();
    await expect(waiting).rejects.toMatchObject({ code: 'not-ready' });
    ends[0]!.resolve();
    await going;
  });
});

describe('two hints for one look', () => {
  test.each([
    [undefined, undefined, undefined],
    [{ paths: ['a'] }, undefined, undefined],
    [{ paths: ['a'] }, { paths: ['b'] }, { paths: ['a', 'b'] }],
    [{ repositories: ['a'] }, { repositories: ['b'] }, { repositories: ['a', 'b'] }],
    [{ paths: ['a'] }, { repositories: ['b'] }, undefined],
    [{ paths: ['a'], force: true }, { paths: ['b'] }, { paths: ['a', 'b'], force: true }],
    [{ force: true }, undefined, { force: true }],
    [{ repositories: ['a'] }, { force: true }, { force: true }],
  ])('%j and %j leave out nothing: %j', (one, other, both) => {
    expect(mergeHints(one, other)).toEqual(both);
    expect(mergeHints(other, one)).toEqual(
      both && 'paths' in both
        ? { ...both, paths: expect.arrayContaining(both.paths!) }
        : both && 'repositories' in both
          ? { ...both, repositories: expect.arrayContaining(both.repositories!) }
          : both,
    );
  });
});

test('times are spread by a tenth', () => {
  expect([0, 0.5, 1].map((random) => withJitter(1000, () => random))).toEqual([900, 1000, 1100]);
});
