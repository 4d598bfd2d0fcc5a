import type { Filter } from '@callboard/plugin/server';

/** Whether a plain record of texts is what a filter asks for: for small lists that have no index. Keys are lower case. */
export function matches(values: Readonly<Record<string, string>>, filter: Filter): boolean {
  switch (filter.op) {
    case 'all':
      return filter.filters.every((each) => matches(values, each));
    case 'any':
      return filter.filters.some((each) => matches(values, each));
    case 'not':
      return !matches(values, filter.filter);
    case 'has':
      return Object.hasOwn(values, filter.key);
    case 'equals':
      return Object.hasOwn(values, filter.key) && filter.values.includes(values[filter.key]!.toLowerCase());
    case 'prefix':
      return Object.hasOwn(values, filter.key) && values[filter.key]!.toLowerCase().startsWith(filter.value);
  }
}
