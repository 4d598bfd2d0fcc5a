import { appliesToOf, type Contributed, type Entity } from '@callboard/plugin/server';
import { yamlAt } from './completeness.ts';

/** Something that a plugin shows of an entity once an annotation is set. */
export interface Feature {
  plugin: string;
  feature: string;
  annotation: string;
  description: string;
  /** Absent: it is not set up. */
  value?: string;
  path: readonly string[];
  example: string;
  /** The lines to add, from the top of the descriptor. */
  yaml: string;
}

/** The features that plugins offer for an entity, those that are set up first. */
export function featuresOf(entity: Entity, declared: readonly Contributed<'annotations'>[]): Feature[] {
  const annotations = entity.metadata.annotations ?? {};
  const applies = appliesToOf(entity);
  const features = declared
    .filter(({ contribution }) => applies(contribution.appliesTo))
    .map(({ plugin, contribution: { name, feature, description, example } }) => {
      const path = ['metadata', 'annotations', name];
      const value = annotations[name];
      return {
        plugin,
        feature,
        annotation: name,
        description,
        path,
        example,
        yaml: yamlAt(path, example),
        ...(typeof value === 'string' && value !== '' && { value }),
      };
    });
  return [
    ...features.filter(({ value }) => value !== undefined),
    ...features.filter(({ value }) => value === undefined),
  ];
}
