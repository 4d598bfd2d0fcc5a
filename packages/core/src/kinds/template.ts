import { type KindDefinition, ownerField } from '../kind-definition.ts';
import { lifecycleColumn, ownerColumn, spec, text, typeColumn } from './fields.ts';

const step = {
  type: 'object',
  required: ['action'],
  properties: {
    id: { type: 'string' },
    name: { type: 'string' },
    action: { type: 'string' },
    input: { type: 'object' },
    if: { type: ['string', 'boolean'] },
    each: { type: ['string', 'array', 'object'] },
  },
};

export const template: KindDefinition = {
  kind: 'Template',
  singular: 'template',
  plural: 'templates',
  description: 'A form and the steps that make something new from its answers.',
  icon: 'wand',
  apiVersions: ['scaffolder.backstage.io/v1beta3'],
  schema: spec(['type', 'steps'], {
    type: text,
    owner: text,
    lifecycle: text,
    parameters: { type: ['object', 'array'], items: { type: 'object' } },
    steps: { type: 'array', items: step },
    output: {
      type: 'object',
      properties: {
        links: { type: 'array', items: { type: 'object' } },
        text: { type: 'array', items: { type: 'object' } },
      },
      additionalProperties: { type: 'string' },
    },
    presentation: { type: 'object' },
    secrets: { type: 'object' },
    formDecorators: { type: 'array' },
    EXPERIMENTAL_formDecorators: { type: 'array' },
    EXPERIMENTAL_recovery: { type: 'object' },
  }),
  relations: [ownerField],
  sorted: [],
  columns: [typeColumn, ownerColumn, lifecycleColumn],
};
