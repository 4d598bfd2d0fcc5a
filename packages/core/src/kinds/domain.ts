import { type KindDefinition, ownerField } from '../kind-definition.ts';
import { coreVersions, ownerColumn, spec, text, typeColumn } from './fields.ts';

export const domain: KindDefinition = {
  kind: 'Domain',
  singular: 'domain',
  plural: 'domains',
  description: 'A part of the business that systems serve.',
  icon: 'sitemap',
  apiVersions: coreVersions,
  schema: spec(['owner'], { owner: text, subdomainOf: text, type: text }),
  relations: [
    ownerField,
    {
      path: 'spec.subdomainOf',
      forward: 'partOf',
      reverse: 'hasPart',
      defaultKind: 'Domain',
      allowedKinds: ['Domain'],
    },
  ],
  sorted: [],
  columns: [ownerColumn, { path: 'spec.subdomainOf', title: 'Part of' }, typeColumn],
};
