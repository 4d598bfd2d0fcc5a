import { InvalidInput } from './invalid-input.ts';

/**
 * What a query asks of an entity. Keys and values are lower case; keys are those of `flattenEntity` (a relation is the key
 * `relations.<type>` with the target's ref as value), and `<key>.<string item of an array>` has the value `true`.
 */
export type Filter =
  | { op: 'all'; filters: Filter[] }
  | { op: 'any'; filters: Filter[] }
  | { op: 'not'; filter: Filter }
  | { op: 'has'; key: string }
  | { op: 'equals'; key: string; values: string[] }
  | { op: 'prefix'; key: string; value: string };

/**
 * Reads `filter` query parameters: conditions of one set (comma-separated `key`, `key=value`) hold together, except that those of the
 * same key are alternatives; sets are alternatives.
 * @returns `undefined` when nothing is asked
 * @throws {InvalidInput}
 */
export function parseFilters(sets: string | readonly string[] | undefined): Filter | undefined {
  const filters: Filter[] = [];
  for (const set of typeof sets === 'string' ? [sets] : (sets ?? [])) {
    const filter = parseFilterSet(set);
    if (filter) filters.push(filter);
  }
  if (filters.length <= 1) return filters[0];
  return { op: 'any', filters };
}

/** Reads one set of conditions, such as `kind=component,spec.type=service`. @throws {InvalidInput} */
export function parseFilterSet(set: string): Filter | undefined {
  const valuesOf = new Map<string, string[]>();
  for (const part of set.split(',')) {
    const piece = part.trim();
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    const key = (equals === -1 ? piece : piece.slice(0, equals)).trim().toLowerCase();
    if (key === '') {
      throw new InvalidInput(
        `Invalid filter, '${piece}' is not a valid statement (expected a string on the form a=b or a= or a)`,
      );
    }
    const values = valuesOf.get(key) ?? [];
    valuesOf.set(key, values);
    if (equals !== -1)
      values.push(
        piece
          .slice(equals + 1)
          .trim()
          .toLowerCase(),
      );
  }
  const conditions = [...valuesOf].map(([key, values]): Filter =>
    values.length === 0 ? { op: 'has', key } : { op: 'equals', key, values },
  );
  if (conditions.length <= 1) return conditions[0];
  return { op: 'all', filters: conditions };
}

/** Whether a text can be read as a filter. */
export function isFilterText(text: string): boolean {
  try {
    parseFilters(text);
    return true;
  } catch {
    // Whatever is wrong with it, the message is the same.
    return false;
  }
}
