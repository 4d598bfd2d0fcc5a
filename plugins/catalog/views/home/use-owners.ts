import { entityRefOf, refIn, useApi } from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';

/** What a row says of an entity. */
export const ROW_FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.type',
  'spec.lifecycle',
  'spec.owner',
  'spec.profile',
  'metadata.links',
  'metadata.annotations',
];

/** The ref of the owner that an entity names. */
export function ownerRefOf(entity: Entity): string | undefined {
  const owner = entity.spec?.['owner'];
  return typeof owner === 'string' ? refIn(entity, owner, 'group') : undefined;
}

/** The owners of entities, by ref, with what is needed to reach them. */
export function useOwners(entities: readonly Entity[]): Map<string, Entity> {
  const refs = [...new Set(entities.map(ownerRefOf).filter((ref) => ref !== undefined))].toSorted();
  const { data } = useApi<{ items: (Entity | null)[] }>('/api/catalog/entities/by-refs', {
    body: {
      entityRefs: refs,
      fields: [
        'kind',
        'metadata.name',
        'metadata.namespace',
        'metadata.title',
        'metadata.annotations',
        'metadata.links',
        'spec.profile',
      ],
    },
    touchedBy: [{ type: 'entity' }],
    enabled: refs.length > 0,
    keepPrevious: true,
  });
  return new Map((data?.items ?? []).flatMap((item) => (item ? [[entityRefOf(item), item] as const] : [])));
}
