import { useQuery } from '@tanstack/react-query';
import { apiQuery, useKit } from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';
import { placesPath } from './types.ts';
import type { EntityPlaces } from './types.ts';

/** Milliseconds after which an open page looks again: a deployment that was reported meanwhile shows by itself. */
export const LOOK = 4000;

export function usePlaces(entity: Entity) {
  const { api } = useKit();
  return useQuery({ ...apiQuery<EntityPlaces>(api, placesPath(entity)), refetchInterval: LOOK });
}
