import { describe, expect, test } from 'vitest';
import { defaultValidators, type Validators } from './format.ts';

const n63 = 'a'.repeat(63);
const n64 = 'a'.repeat(64);

const cases: Record<Exclude<keyof Validators, 'annotationValue'>, { good: string[]; bad: string[] }> = {
  apiVersion: {
    good: ['v1', 'backstage.io/v1alpha1', 'a-b.c/V1', n63],
    bad: ['', 'v1.2', 'v1-2', 'A.io/v1', 'a/b/v1', '/v1', 'a/', n64, 'a..b/v1'],
  },
  kind: { good: ['Component', 'a', 'A1', n63], bad: ['1A', 'A-B', 'A b', '', n64] },
  entityName: { good: ['a--b', 'a._-b', 'A', '9', n63], bad: ['-a', 'a-', 'a b', 'a/b', '.', '', n64, 'ä'] },
  namespace: { good: ['billing', 'a--b', '1', n63], bad: ['Billing', '-a', 'a-', 'a.b', 'a_b', '', n64] },
  labelKey: { good: ['tier', 'acme.org/tier', 'a/B_c'], bad: ['Acme.org/tier', 'a/b/c', '/a', 'a/', 'a b'] },
  labelValue: { good: ['', 'gold', 'a_b.c', n63], bad: ['a b', 'a/b', '-a', n64] },
  annotationKey: {
    good: ['a', 'backstage.io/techdocs-ref', `${'a.'.repeat(126)}a/b`],
    bad: ['', `${'a.'.repeat(127)}a/b`],
  },
  tag: {
    good: ['java', 'c++', 'c#', 'ns:tag', 'a-b', n63],
    bad: ['a--b', '-a', 'A', 'a.b', 'a_b', '', n64],
  },
  linkUrl: {
    good: ['https://x.y/z', 'mailto:x@y', 'slack://x', 'javascript:alert(1)'],
    bad: ['/relative', 'x', '', '${BASE}/x'],
  },
  linkTitle: { good: ['Dash'], bad: ['', '  '] },
  linkIcon: { good: ['dashboard'], bad: ['', '\t'] },
};

describe.each(Object.entries(cases))('%s', (name, { good, bad }) => {
  const validate = defaultValidators[name as keyof Validators];
  test.each(good)('accepts %j', (value) => expect(validate(value)).toBeUndefined());
  test.each(bad)('refuses %j and says what it expects', (value) => expect(validate(value)).toMatch(/\w{4}/));
});

test('an annotation may hold any text', () => {
  expect(defaultValidators.annotationValue('')).toBeUndefined();
  expect(defaultValidators.annotationValue('a\n{"b": 1}')).toBeUndefined();
});
