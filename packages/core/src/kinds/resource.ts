import { type KindDefinition, ownerField, systemField } from '../kind-definition.ts';
import { dependencyFields } from './dependencies.ts';
import { coreVersions, ownerColumn, spec, systemColumn, text, texts, typeColumn } from './fields.ts';

export const resource: KindDefinition = {
  kind: 'Resource',
  singular: 'resource',
  plural: 'resources',
  description: 'What software needs to run: a database, a bucket, a cluster.',
  icon: 'database',
  apiVersions: coreVersions,
  schema: spec(['type', 'owner'], { type: text, owner: text, system: text, dependsOn: texts }),
  relations: [ownerField, ...dependencyFields, systemField],
  sorted: ['spec.dependsOn', 'spec.dependencyOf'],
  columns: [typeColumn, ownerColumn, systemColumn],
};
