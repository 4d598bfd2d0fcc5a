import { useApi } from '@callboard/plugin/web';
import type { RelationsAnswer, TeamSummary } from './types.ts';

/** What hangs together with the entity: where it stands, and the first of every group. */
export function useRelations(entityRef: string) {
  return useApi<RelationsAnswer>('/api/callboard/relations', {
    query: { entityRef },
    touchedBy: [{ type: 'entity', key: entityRef }, { type: 'entity' }],
  });
}

/** The team or person in numbers and short lists. */
export function useTeam(entityRef: string) {
  return useApi<TeamSummary>('/api/callboard/team', {
    query: { entityRef },
    touchedBy: [{ type: 'entity', key: entityRef }, { type: 'entity' }],
  });
}
