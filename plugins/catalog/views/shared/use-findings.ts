import { useApi } from '@callboard/plugin/web';
import type { FindingPage } from '../types.ts';

/** Findings of one entity: stored ones and those that the graph shows. */
export function useEntityFindings(entityRef: string) {
  return useApi<FindingPage>('/api/callboard/findings', {
    query: { entityRef, limit: 200 },
    touchedBy: [{ type: 'entity', key: entityRef }, { type: 'entity' }, { type: 'source' }],
  });
}
