import { type KindDefinition, ownerField } from '../kind-definition.ts';
import { coreVersions, ownerColumn, spec, text, typeColumn } from './fields.ts';

export const system: KindDefinition = {
  kind: 'System',
  singular: 'system',
  plural: 'systems',
  description: 'Components, APIs and resources that together do one job.',
  icon: 'topology-star-3',
  apiVersions: coreVersions,
  schema: spec(['owner'], { owner: text, domain: text, type: text }),
  relations: [
    ownerField,
    { path: 'spec.domain', forward: 'partOf', reverse: 'hasPart', defaultKind: 'Domain', allowedKinds: ['Domain'] },
  ],
  sorted: [],
  columns: [ownerColumn, { path: 'spec.domain', title: 'Domain' }, typeColumn],
};
