/** What a source would bring in, as entities. */
import type { Entity, Finding, PluginScope, SourceInput } from '@callboard/plugin/server';
import { compareRelations } from './index/edges.ts';

export interface PreviewedEntity {
  ref: string;
  kind: string;
  entity: Entity;
  /** Location reference of its file. */
  location: string;
}

/** Harvests without storing. The relations are those that the entities themselves say. */
export async function previewEntities(
  scope: Pick<PluginScope, 'sources' | 'model'>,
  input: SourceInput,
): Promise<{ entities: PreviewedEntity[]; errors: Finding[] }> {
  const { records, findings } = await scope.sources.preview(input);
  const entities = records
    .filter((record) => record.type === 'entity')
    .map(({ key, body, location }) => {
      const entity = JSON.parse(body) as Entity;
      const relations = scope.model
        .edges(entity)
        .map(({ type, targetRef }) => ({ type, targetRef }))
        .sort(compareRelations);
      return { ref: key, kind: entity.kind, entity: { ...entity, relations }, location };
    });
  return { entities, errors: findings.filter((finding) => finding.level === 'error') };
}
