import { afterAll, describe, expect, test } from 'vitest';
import { Selector } from './select.ts';

const selector = new Selector({ milliseconds: 300, longest: 20_000 });
afterAll(() => selector.close());

async function selected(expression: string, input: unknown = {}): Promise<unknown> {
  return JSON.parse(
    await selector.select({
      text: JSON.stringify(input),
      expression,
      entity: { apiVersion: 'v1', kind: 'Component', metadata: { name: 'river' } },
      config: { unit: 'ms' },
    }),
  ) as unknown;
}

test('an expression makes of an answer what is shown', async () => {
  const input = {
    runs: [
      { state: 'ok', ms: 5 },
      { state: 'bad', ms: 7 },
    ],
  };
  expect(
    await selected('runs[state="ok"].{"took": $string(ms) & " " & $config.unit, "of": $entity.metadata.name}', input),
  ).toEqual({ took: '5 ms', of: 'river' });
  expect(await selected('nothing.here')).toBeNull();
});

test('what is not JSON is said to be so', async () => {
  await expect(selector.select({ text: '<html>', config: {} })).rejects.toMatchObject({ code: 'answer-unfit' });
});

test('an expression that is wrong is refused with the place', async () => {
  await expect(selected('runs[')).rejects.toMatchObject({ code: 'select-failed', position: 5 });
  await expect(selected('$sum("a")')).rejects.toMatchObject({ code: 'select-failed', position: expect.any(Number) });
});

describe('bounds', () => {
  test.each<[string, string, string]>([
    ['a loop without an end', '($f := function($x) { $f($x + 1) }; $f(1))', 'select-failed'],
    ['depth', '($f := function($x) { 1 + $f($x + 1) }; $f(1))', 'select-failed'],
    ['size of the result', '[1..15000]', 'answer-unfit'],
    ['a long list', '[1..9000000]', 'select-failed'],
    ['a search that tries everything', `$match("${'a'.repeat(40)}!", /^(a+)+$/)`, 'select-failed'],
    ['memory', '$reduce([1..40], function($a, $b) { $a & $a }, "0123456789")', 'select-failed'],
  ])('%s', async (_what, expression, code) => {
    await expect(selected(expression)).rejects.toMatchObject({ code });
    // The next one is answered all the same.
    expect(await selected('1 + 1')).toBe(2);
  });

  test('what is around the expression is out of its reach', async () => {
    for (const expression of ['constructor', '__proto__', '$entity.constructor', 'process', '$toString.constructor'])
      expect(await selected(expression), expression).toBeNull();
  });
});
