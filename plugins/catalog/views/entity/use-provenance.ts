import { useApi } from '@callboard/plugin/web';
import type { Provenance } from '../types.ts';

/** Where the entity came from and how fresh it is. */
export function useProvenance(entityRef: string) {
  return useApi<Provenance>('/api/callboard/provenance', {
    query: { entityRef },
    touchedBy: [{ type: 'entity', key: entityRef }, { type: 'source' }],
  });
}
