import { contactsOf, entityTitle, refName, useApi } from '@callboard/plugin/web';
import type { Contacts, Entity } from '@callboard/plugin/web';
import { relatedRefs } from './relations.ts';

const FIELDS = ['kind', 'metadata', 'spec.profile', 'spec.type'];
const MOST = 20;

/** Whom to write to about an entity. */
export interface Owner {
  entityRef: string;
  title: string;
  contacts: Contacts;
  /** `null`: no descriptor declares it; `undefined`: not told yet. */
  entity: Entity | null | undefined;
}

/** The owners of an entity with their contacts. */
export function useOwners(entity: Entity): Owner[] {
  const refs = relatedRefs(entity, 'ownedBy').slice(0, MOST);
  const { data } = useApi<{ items: (Entity | null)[] }>('/api/catalog/entities/by-refs', {
    body: { entityRefs: refs, fields: FIELDS },
    touchedBy: [...refs.map((key) => ({ type: 'entity', key })), { type: 'entity' }],
    enabled: refs.length > 0,
  });
  return refs.map((entityRef, place) => ownerOf(entityRef, data?.items[place]));
}

function ownerOf(entityRef: string, entity: Entity | null | undefined): Owner {
  const title = entity ? entityTitle(entity) : refName(entityRef);
  return { entityRef, title, entity, contacts: entity ? contactsOf(entity) : {} };
}

/** Whom the "message" button is about: the owners, else the entity itself where it stands for people. */
export function useAddressees(entity: Entity, entityRef: string): { owners: Owner[]; isSelf: boolean } {
  const owners = useOwners(entity);
  const isSelf = owners.length === 0 && typeof entity.spec?.['profile'] === 'object';
  return { owners: isSelf ? [ownerOf(entityRef, entity)] : owners, isSelf };
}
