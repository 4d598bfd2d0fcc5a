import type { Entity, FileLocation } from '@callboard/plugin/server';

/**
 * The entity with the annotations that say where it was read from. Where it is managed is for the portal to say and replaces what the file
 * says; links and the place of the sources are taken from the file if it has them.
 * @param origin location reference of what was registered
 */
export function annotate(entity: Entity, location: FileLocation, origin: string): Entity {
  const annotations: Record<string, string> = {
    ...(location.viewUrl !== undefined && { 'backstage.io/view-url': location.viewUrl }),
    ...(location.editUrl !== undefined && { 'backstage.io/edit-url': location.editUrl }),
    ...(location.sourceRef !== undefined && { 'backstage.io/source-location': location.sourceRef }),
    ...entity.metadata.annotations,
    'backstage.io/managed-by-location': location.ref,
    'backstage.io/managed-by-origin-location': origin,
  };
  // Only the server says so, of entities that no file says any more.
  delete annotations['backstage.io/orphan'];
  return { ...entity, metadata: { ...entity.metadata, annotations } };
}
