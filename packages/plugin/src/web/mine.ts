import { useMemo } from 'react';
import { entityRefOf } from '@callboard/core';
import type { Entity } from '@callboard/core';
import { useKit } from './kit-context.ts';
import { storedList, useStoredList } from './stored.ts';

const stars = storedList('callboard.stars', 500);
const recents = storedList('callboard.recents', 30);
const chosen = storedList('callboard.me', 20);

/** Refs of the entities that the viewer starred, newest first, and a way to star one or take the star back. */
export function useStars(): { refs: readonly string[]; toggle: (entityRef: string) => void } {
  const refs = useStoredList(stars);
  return { refs, toggle: toggleStar };
}

function toggleStar(entityRef: string): void {
  const refs = stars.get();
  stars.set(refs.includes(entityRef) ? refs.filter((ref) => ref !== entityRef) : [entityRef, ...refs]);
}

/** Refs of the entities that the viewer looked at last, newest first. */
export function useRecents(): readonly string[] {
  return useStoredList(recents);
}

/** To be called when the page of an entity was opened. */
export function noteRecent(entityRef: string): void {
  if (recents.get()[0] === entityRef) return;
  recents.set([entityRef, ...recents.get().filter((ref) => ref !== entityRef)]);
}

export interface Me {
  /** Refs of the person and the teams that the viewer is or belongs to; what these own is the viewer's. Empty: nobody knows. */
  refs: readonly string[];
  /** Whether the viewer chose them here, because signing in does not say. */
  isChosen: boolean;
  /** The viewer says who they are; nothing: as signing in says. */
  choose: (refs: readonly string[]) => void;
}

/** The refs to choose for somebody who says that they are this person or this team: it, and the teams that it is a member of. */
export function meOf(entity: Entity): string[] {
  const teams = (entity.relations ?? []).filter(({ type }) => type === 'memberOf').map(({ targetRef }) => targetRef);
  return [entityRefOf(entity), ...teams];
}

/** Who the viewer is among the people and teams of the catalog. A guest may choose; the choice decides what is shown first and gives no rights. */
export function useMe(): Me {
  const { viewer } = useKit();
  const refs = useStoredList(chosen);
  return useMemo(
    () => ({ refs: refs.length ? refs : viewer.ownershipEntityRefs, isChosen: refs.length > 0, choose: chosen.set }),
    [refs, viewer.ownershipEntityRefs],
  );
}
