import { describe, expect, test } from 'vitest';
import {
  entityRefOf,
  humanizeEntityRef,
  parseEntityRef,
  parsePartialEntityRef,
  splitEntityRef,
  stringifyEntityRef,
} from './ref.ts';

describe('taking a ref apart', () => {
  test.each([
    ['payments', { name: 'payments' }],
    ['group:payments', { kind: 'group', name: 'payments' }],
    ['billing/payments', { namespace: 'billing', name: 'payments' }],
    ['component:billing/payments', { kind: 'component', namespace: 'billing', name: 'payments' }],
    ['a/b/c', { namespace: 'a', name: 'b/c' }],
    ['a:b:c', { kind: 'a', name: 'b:c' }],
    ['a/b:c', { namespace: 'a', name: 'b:c' }],
    [' a : b ', { kind: ' a ', name: ' b ' }],
  ])('%s', (text, parts) => {
    expect(parsePartialEntityRef(text)).toEqual(parts);
  });

  test.each([':x', '/x', 'k:/x', 'k:', 'n/', 'k:n/', ':', '/'])('%s has an empty part', (text) => {
    expect(splitEntityRef(text)).toBeUndefined();
    expect(() => parsePartialEntityRef(text)).toThrow(
      `Entity reference "${text}" was not on the form [<kind>:][<namespace>/]<name>`,
    );
  });

  test('nothing is not a ref', () => {
    expect(() => parsePartialEntityRef('')).toThrow('Entity reference must not be empty');
  });
});

describe('filling a ref in', () => {
  test('takes what is missing from the context and keeps case', () => {
    expect(parseEntityRef('Payments', { defaultKind: 'Group', defaultNamespace: 'Billing' })).toEqual({
      kind: 'Group',
      namespace: 'Billing',
      name: 'Payments',
    });
    expect(parseEntityRef('user:ada')).toEqual({ kind: 'user', namespace: 'default', name: 'ada' });
    expect(parseEntityRef({ kind: 'API', name: 'x' })).toEqual({ kind: 'API', namespace: 'default', name: 'x' });
  });

  test('a kind that nobody names is an error that a client can show', () => {
    expect(() => parseEntityRef('my-db')).toThrow('Entity reference "my-db" had missing or empty kind');
    expect(() => parseEntityRef('my-db')).toThrow(expect.objectContaining({ name: 'InputError', status: 400 }));
  });
});

test('the string form is the full triplet in lower case', () => {
  expect(stringifyEntityRef({ kind: 'Component', name: 'Web' })).toBe('component:default/web');
  expect(entityRefOf({ kind: 'API', metadata: { name: 'A', namespace: 'n' } })).toBe('api:n/a');
});

test('the short form leaves out what the context says', () => {
  expect(humanizeEntityRef('group:default/payments', { defaultKind: 'Group' })).toBe('payments');
  expect(humanizeEntityRef('user:default/ada', { defaultKind: 'Group' })).toBe('user:ada');
  expect(humanizeEntityRef('group:billing/x', { defaultKind: 'group', defaultNamespace: 'billing' })).toBe('x');
  expect(humanizeEntityRef('group:default/x', { defaultNamespace: 'billing' })).toBe('group:default/x');
});
