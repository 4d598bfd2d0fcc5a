import { useCallback, useMemo } from 'react';
import { useUrlState } from '@callboard/plugin/web';

/** What results can be narrowed down by. */
export const FACETS = ['kind', 'type', 'owner', 'lifecycle'] as const;

export interface SearchState {
  query: string;
  types: string[];
  /** Chosen values by facet. */
  chosen: Record<string, string[]>;
  pageCursor: string | undefined;
}

/** The page as its address says it: `query`, `types[]`, `filters[kind]`, `pageCursor`. Lists may be numbered: `types[0]`. */
export function readState(params: URLSearchParams): SearchState {
  const state: SearchState = {
    query: params.get('query') ?? '',
    types: [],
    chosen: {},
    pageCursor: params.get('pageCursor') ?? undefined,
  };
  for (const [name, value] of params) {
    const [, list, facet] = /^(types|filters)(?:\[([^\]]*)\])?(?:\[\d*\])?$/.exec(name) ?? [];
    if (list === 'types') state.types.push(value);
    if (list === 'filters' && facet) (state.chosen[facet] ??= []).push(value);
  }
  return state;
}

/** Writes what changed into the address; another question begins on its first page. */
export function writeState(params: URLSearchParams, change: Partial<SearchState>): void {
  const { query, types, chosen, pageCursor } = { ...readState(params), pageCursor: undefined, ...change };
  for (const name of new Set(params.keys())) if (/^(query$|types|filters|pageCursor$)/.test(name)) params.delete(name);
  if (query) params.set('query', query);
  for (const type of types) params.append('types[]', type);
  for (const [facet, values] of Object.entries(chosen))
    for (const value of values) params.append(`filters[${facet}]`, value);
  if (pageCursor !== undefined) params.set('pageCursor', pageCursor);
}

export function useSearchState(): [SearchState, (change: Partial<SearchState>, options?: { push?: boolean }) => void] {
  const [params, changeUrl] = useUrlState();
  const state = useMemo(() => readState(params), [params]);
  const change = useCallback(
    (next: Partial<SearchState>, options?: { push?: boolean }) => changeUrl((all) => writeState(all, next), options),
    [changeUrl],
  );
  return [state, change];
}
