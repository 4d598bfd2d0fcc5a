import type { Change, Changes } from '@callboard/plugin/server';
import { expect, test } from 'vitest';
import { recentChanges } from './recent.ts';

type Draft = Partial<Omit<Change, 'cause'>> & { cause?: Partial<Change['cause']> };

/** A log that holds these changes, oldest first, a minute apart unless told. */
function log(...drafts: Draft[]): Pick<Changes, 'read'> {
  const all = drafts.map(({ cause, ...draft }, place): Change => ({
    seq: place + 1,
    at: new Date(Date.UTC(2026, 0, 1, 0, place)).toISOString(),
    type: 'entity',
    key: `component:default/${place}`,
    op: 'create',
    before: null,
    after: null,
    ...draft,
    cause: { type: 'harvest', repository: 'player', ...cause },
  }));
  return {
    read: async ({ before = Infinity, limit = 50 }) =>
      all
        .filter(({ seq }) => seq < before)
        .toReversed()
        .slice(0, limit),
  };
}

const everything = () => true;
const told = async (changes: Pick<Changes, 'read'>, ask = {}, isWanted: (ref: string) => boolean = everything) =>
  (await recentChanges(ask, changes, isWanted)).groups.map(
    ({ op, count, cause }) => `${op} ${count} ${cause.repository ?? cause.user}`,
  );

test('what one commit did is one line, however much else came between', async () => {
  const commit = (name: string) => ({ cause: { commit: name } });
  expect(await told(log(commit('a'), commit('a'), commit('b'), commit('a')))).toEqual([
    'create 3 player',
    'create 1 player',
  ]);
});

test('without a commit, what was read in one sitting is one line', async () => {
  const at = (seconds: number) => ({ at: new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString() });
  expect(await told(log(at(0), at(200), at(210), { ...at(220), op: 'delete' }))).toEqual([
    'delete 1 player',
    'create 2 player',
    'create 1 player',
  ]);
});

test('a harvest of fourteen thousand entities is a few lines', async () => {
  const one = Array.from({ length: 14_000 }, () => ({ cause: { commit: 'a', repository: 'everything' } }));
  const { groups, isCut } = await recentChanges({}, log(...one), everything);
  expect(groups).toMatchObject([{ count: 14_000 }]);
  expect(groups[0]!.refs).toHaveLength(50);
  expect(isCut).toBe(false);
});

test('more lines than anybody reads are cut, and it is said', async () => {
  const many = Array.from({ length: 100 }, (_, place) => ({ cause: { repository: `r${place}` } }));
  const { groups, isCut } = await recentChanges({}, log(...many), everything);
  expect(groups).toHaveLength(25);
  expect(isCut).toBe(true);
});

test('a day, and what belongs to somebody, can be asked for', async () => {
  const changes = log({}, { cause: { repository: 'till' } }, {}, {});
  const between = { since: '2026-01-01T00:01:00Z', until: '2026-01-01T00:03:00Z' };
  expect(await told(changes, between)).toEqual(['create 1 player', 'create 1 till']);
  expect(await told(changes, {}, (ref) => ref.endsWith('/1'))).toEqual(['create 1 till']);
});
