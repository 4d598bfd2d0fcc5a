import type { KindDefinition } from '../kind-definition.ts';
import { coreVersions, spec, text, texts, typeColumn } from './fields.ts';

export const location: KindDefinition = {
  kind: 'Location',
  singular: 'location',
  plural: 'locations',
  description: 'Names other files to read entities from.',
  icon: 'map-pin',
  apiVersions: coreVersions,
  schema: spec([], {
    type: text,
    target: text,
    targets: texts,
    presence: { type: 'string', enum: ['required', 'optional'] },
  }),
  relations: [],
  sorted: [],
  columns: [typeColumn, { path: 'spec.target', title: 'Target' }, { path: 'spec.targets', title: 'Targets' }],
};
