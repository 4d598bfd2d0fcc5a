import { useDeferredValue } from 'react';
import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import type { Api, ApiError, QueryParams } from './api.ts';
import { useKit, usePluginId } from './kit-context.ts';
import { toast } from './toast.ts';
import type { Touch } from './touch.ts';

export interface UseApiOptions {
  query?: QueryParams;
  /** Makes it a POST that reads. */
  body?: unknown;
  /** What makes the answer old; the live stream then refreshes it. */
  touchedBy?: readonly Touch[];
  /** `false`: not asked yet. */
  enabled?: boolean;
  /** Shows the last answer while the next one, of other parameters, is on its way. */
  keepPrevious?: boolean;
  /** Milliseconds for which an answer is good without asking again. */
  staleTime?: number;
}

/** Key, function and freshness of a read, for prefetching what {@link useApi} will show. */
export function apiQuery<T>(api: Api, path: string, options: UseApiOptions = {}) {
  const { query, body, touchedBy = [], enabled, keepPrevious, staleTime } = options;
  return queryOptions<T, ApiError>({
    queryKey: ['api', path, query ?? {}, body ?? null],
    queryFn: ({ signal }) => api.json<T>(path, { query, body, signal }),
    meta: { touchedBy },
    ...(enabled === undefined ? {} : { enabled }),
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
    ...(staleTime === undefined ? {} : { staleTime }),
  });
}

/**
 * Reads an absolute API path and keeps the answer fresh.
 * @example const { data } = useApi<Page>('/api/catalog/entities/by-query', { query: { limit: 20 }, touchedBy: [{ type: 'entity' }] });
 */
export function useApi<T = unknown>(path: string, options: UseApiOptions = {}): UseQueryResult<T, ApiError> {
  return useUnhurried(useQuery(apiQuery<T>(useKit().api, path, options)));
}

/**
 * The same answer, of which the first data is drawn in slices: a page that draws all that it was told in one go does not answer the keyboard
 * meanwhile. What changes later is drawn at once.
 */
function useUnhurried<T>(result: UseQueryResult<T, ApiError>): UseQueryResult<T, ApiError> {
  const drawn = useDeferredValue(result.data);
  if (drawn !== undefined || result.data === undefined) return result;
  return { ...result, data: undefined } as UseQueryResult<T, ApiError>;
}

/** {@link useApi} for the plugin's own routes: `/greeting/world` is read from `/api/<plugin id>/greeting/world`. */
export function usePluginApi<T = Record<string, string>>(
  path: string,
  options: UseApiOptions = {},
): UseQueryResult<T, ApiError> {
  return useApi<T>(`/api/${usePluginId()}${path}`, options);
}

export interface ActionOptions<T> {
  /** Said in a toast when it is done; absent: nothing is said. */
  done?: (result: T) => string;
  /** Reads whose answer it makes old: every path that starts with one of these is asked again. */
  refreshes?: readonly string[];
  onDone?: (result: T) => void;
}

/** A change made through the API, with its toasts: `const harvest = useAction((api, id: string) => api.json(…), { done: () => 'Harvested' })`. */
export function useAction<Input = void, T = unknown>(
  run: (api: Api, input: Input) => Promise<T>,
  options: ActionOptions<T> = {},
): UseMutationResult<T, ApiError, Input> {
  const { api } = useKit();
  const client = useQueryClient();
  return useMutation<T, ApiError, Input>({
    mutationFn: (input) => run(api, input),
    onSuccess: async (result) => {
      if (options.done) toast({ message: options.done(result) });
      options.onDone?.(result);
      const paths = options.refreshes ?? [];
      await client.invalidateQueries({
        predicate: ({ queryKey }) => paths.some((path) => String(queryKey[1]).startsWith(path)),
      });
    },
    onError: (error) => toast({ level: 'error', message: error.message, detail: error.hint }),
  });
}
