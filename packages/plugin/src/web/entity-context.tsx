import { createContext, useContext, useMemo } from 'react';
import type { ReactNode } from 'react';
import { entityRefOf } from '@callboard/core';
import type { Entity } from '@callboard/core';
import type { EntityViewProps } from './views.ts';

const EntityContext = createContext<EntityViewProps | undefined>(undefined);

/** Says which entity everything below is about. */
export function EntityProvider({ entity, children }: { entity: Entity; children?: ReactNode }) {
  const value = useMemo(() => ({ entity, entityRef: entityRefOf(entity) }), [entity]);
  return <EntityContext.Provider value={value}>{children}</EntityContext.Provider>;
}

/** Reference of the entity that the view is about, where there is one. */
export function useEntityRef(): string | undefined {
  return useContext(EntityContext)?.entityRef;
}

/** The entity that the view is about. @throws outside an entity page */
export function useEntity(): EntityViewProps {
  const value = useContext(EntityContext);
  if (!value) throw new Error('This component works only on the page of an entity.');
  return value;
}
