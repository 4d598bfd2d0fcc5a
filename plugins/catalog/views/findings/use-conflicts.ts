import { useApi, useUrlState } from '@callboard/plugin/web';
import { useMyself } from '../home/use-myself.ts';
import type { Conflict } from '../types.ts';

export const CONFLICTS = '/api/callboard/conflicts';

/** Names that more than one file claims; as the URL asks, only those of entities that are the viewer's. */
export function useConflicts() {
  const [params] = useUrlState();
  const { refs, isKnown } = useMyself();
  const mine = params.get('mine') === '1' && isKnown === true;
  const answer = useApi<{ items: Conflict[] }>(CONFLICTS, {
    query: { ...(mine && { ownedBy: refs }) },
    touchedBy: [{ type: 'entity' }, { type: 'source' }],
    keepPrevious: true,
  });
  return { ...answer, mine, canBeMine: isKnown === true };
}
