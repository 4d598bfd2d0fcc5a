import { describe, expect, test } from 'vitest';
import { parsePredicate } from './predicate.ts';

const kind = (value: string) => ({ op: 'equals', key: 'kind', values: [value] });

describe('predicates', () => {
  test('paths of one object hold together; numbers and booleans compare as text', () => {
    expect(parsePredicate({ kind: 'Component', 'spec.Replicas': 7, 'spec.on': true })).toEqual({
      op: 'all',
      filters: [
        kind('component'),
        { op: 'equals', key: 'spec.replicas', values: ['7'] },
        { op: 'equals', key: 'spec.on', values: ['true'] },
      ],
    });
  });

  test('$all, $any and $not combine', () => {
    expect(
      parsePredicate({ $any: [{ kind: 'API' }, { $not: { $all: [{ kind: 'User' }, { kind: 'Group' }] } }] }),
    ).toEqual({
      op: 'any',
      filters: [kind('api'), { op: 'not', filter: { op: 'all', filters: [kind('user'), kind('group')] } }],
    });
  });

  test('{} and an empty $all hold for everything, an empty $any and $in for nothing', () => {
    expect(parsePredicate({})).toEqual({ op: 'all', filters: [] });
    expect(parsePredicate({ $all: [] })).toEqual({ op: 'all', filters: [] });
    expect(parsePredicate({ $any: [] })).toEqual({ op: 'any', filters: [] });
    expect(parsePredicate({ kind: { $in: [] } })).toEqual({ op: 'equals', key: 'kind', values: [] });
  });

  test('matchers', () => {
    expect(parsePredicate({ a: { $exists: true } })).toEqual({ op: 'has', key: 'a' });
    expect(parsePredicate({ a: { $exists: false } })).toEqual({ op: 'not', filter: { op: 'has', key: 'a' } });
    expect(parsePredicate({ a: { $in: ['X', 2] } })).toEqual({ op: 'equals', key: 'a', values: ['x', '2'] });
    expect(parsePredicate({ 'metadata.name': { $hasPrefix: 'Pay' } })).toEqual({
      op: 'prefix',
      key: 'metadata.name',
      value: 'pay',
    });
    expect(parsePredicate({ 'metadata.tags': { $contains: 'Java' } })).toEqual({
      op: 'equals',
      key: 'metadata.tags',
      values: ['java'],
    });
  });

  test('relations contain a type, and a target if asked', () => {
    const contains = (operand: unknown) => parsePredicate({ relations: { $contains: operand } });
    expect(contains({ type: 'ownedBy' })).toEqual({ op: 'has', key: 'relations.ownedby' });
    expect(contains({ type: 'ownedBy', targetRef: 'Group:default/X' })).toEqual({
      op: 'equals',
      key: 'relations.ownedby',
      values: ['group:default/x'],
    });
    expect(contains({ type: 'ownedBy', targetRef: { $in: ['group:default/x', 'user:default/y'] } })).toEqual({
      op: 'equals',
      key: 'relations.ownedby',
      values: ['group:default/x', 'user:default/y'],
    });
  });

  test.each([null, 'kind', 7, [], undefined])('the root %j is refused', (query) => {
    expect(() => parsePredicate(query)).toThrow('Query must be an object');
  });

  test.each([
    { $all: { kind: 'a' } },
    { $all: ['kind'] },
    { $not: [] },
    { $or: [] },
    { $all: [], kind: 'a' },
    { kind: null },
    { kind: ['a'] },
    { kind: {} },
    { kind: { $regex: 'a' } },
    { kind: { $in: 'a' } },
    { kind: { $in: [{}] } },
    { kind: { $in: ['a'], $exists: true } },
    { kind: { $exists: 'yes' } },
    { kind: { $hasPrefix: 7 } },
    { tags: { $contains: { type: 'a' } } },
    { relations: { $contains: {} } },
    { relations: { $contains: { type: 'a', target: 'b' } } },
    { relations: { $contains: { type: 'a', targetRef: { $in: [] } } } },
    { relations: { $contains: { type: 'a', targetRef: 7 } } },
  ])('%j is refused', (query) => {
    expect(() => parsePredicate(query)).toThrow(/^Invalid query: /);
  });

  test('nesting without end is refused, not followed', () => {
    let query: object = { kind: 'a' };
    for (let depth = 0; depth < 100_000; depth++) query = { $not: query };
    expect(() => parsePredicate(query)).toThrow('Invalid query: nested more than 50 deep');
  });
});
