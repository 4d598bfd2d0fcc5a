import { describe, expect, test } from 'vitest';
import { parseFilters } from './filter.ts';

describe('filter parameters', () => {
  test('different keys hold together, values of one key are alternatives', () => {
    expect(parseFilters('kind=component,kind=user,spec.type=x')).toEqual({
      op: 'all',
      filters: [
        { op: 'equals', key: 'kind', values: ['component', 'user'] },
        { op: 'equals', key: 'spec.type', values: ['x'] },
      ],
    });
  });

  test('several parameters are alternatives', () => {
    expect(parseFilters(['kind=user', 'kind=group'])).toEqual({
      op: 'any',
      filters: [
        { op: 'equals', key: 'kind', values: ['user'] },
        { op: 'equals', key: 'kind', values: ['group'] },
      ],
    });
  });

  test('a bare key asks for existence, an empty value for the empty text, and values win over a bare key', () => {
    expect(parseFilters('metadata.annotations.a')).toEqual({ op: 'has', key: 'metadata.annotations.a' });
    expect(parseFilters('a=')).toEqual({ op: 'equals', key: 'a', values: [''] });
    expect(parseFilters('a,a=b')).toEqual({ op: 'equals', key: 'a', values: ['b'] });
  });

  test('spaces are trimmed, case is dropped, only the first equals sign counts', () => {
    expect(parseFilters(' Kind = API , ,spec.X=a=b ')).toEqual({
      op: 'all',
      filters: [
        { op: 'equals', key: 'kind', values: ['api'] },
        { op: 'equals', key: 'spec.x', values: ['a=b'] },
      ],
    });
  });

  test('nothing asked is no filter', () => {
    for (const nothing of [undefined, [], '', ' , ', ['', ',']]) expect(parseFilters(nothing)).toBeUndefined();
    expect(parseFilters(['', 'kind=a'])).toEqual({ op: 'equals', key: 'kind', values: ['a'] });
  });

  test('an empty key is refused with the piece that is wrong', () => {
    expect(() => parseFilters('kind=a,=x')).toThrow(
      "Invalid filter, '=x' is not a valid statement (expected a string on the form a=b or a= or a)",
    );
  });

  test('keys that objects have by themselves are ordinary keys', () => {
    expect(parseFilters('constructor=x,__proto__')).toEqual({
      op: 'all',
      filters: [
        { op: 'equals', key: 'constructor', values: ['x'] },
        { op: 'has', key: '__proto__' },
      ],
    });
  });
});
