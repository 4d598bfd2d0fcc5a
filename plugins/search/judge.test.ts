import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isGood, judge, misses, readJudged, success } from './judge.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'callboard-judged-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function judgedOf(...lines: string[]) {
  const file = join(folder, 'some.tsv');
  writeFileSync(file, lines.join('\n'));
  return readJudged(file);
}

describe('judged queries', () => {
  test('stand below headings; a channel is a query', () =>
    expect(judgedOf('# About this file', '', '# channels', '#till\tgroup:default/till component:default/till')).toEqual(
      [
        {
          query: '#till',
          expected: ['group:default/till', 'component:default/till'],
          kind: 'channels',
          line: 4,
        },
      ],
    ));

  test('without what is right are refused, with their line', () =>
    expect(() => judgedOf('# channels', '#till => till')).toThrow(/some\.tsv, line 2/));
});

describe('a verdict', () => {
  const verdictsOf = (first: string[], ...lines: string[]) => judge(judgedOf(...lines), async () => first);

  test('counts what is among the first', async () => {
    const verdicts = await verdictsOf(['a', 'b'], '# purpose', 'one\ta', 'other\tb', 'none\tc');
    expect([success(verdicts, 1), success(verdicts, 3)]).toEqual([1 / 3, 2 / 3]);
    expect(misses(verdicts).map(({ query }) => query)).toEqual(['none']);
  });

  test('is good with a purpose that comes second, not with an exact name that does', async () => {
    expect(isGood(await verdictsOf(['a', 'b'], '# purpose', 'one\tb'))).toBe(true);
    expect(isGood(await verdictsOf(['a', 'b'], '# exact names', 'one\tb'))).toBe(false);
  });
});
