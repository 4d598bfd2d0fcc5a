import { useApi } from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';
import type { CatalogState } from './use-catalog.ts';

const SAMPLE = 200;
const NONE: readonly Entity[] = [];

/** Entities of the list with all that could be a column or a filter: the first ones stand for all. */
export function useSample({ choice }: Pick<CatalogState, 'choice'>): readonly Entity[] {
  const { data } = useApi<{ items: Entity[] }>('/api/callboard/list', {
    body: {
      ...choice,
      limit: SAMPLE,
      fields: ['kind', 'metadata.name', 'metadata.labels', 'metadata.annotations', 'spec'],
    },
  });
  return data?.items ?? NONE;
}
