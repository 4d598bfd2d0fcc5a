import { type KindDefinition, ownerField, systemField } from '../kind-definition.ts';
import { coreVersions, lifecycleColumn, ownerColumn, spec, systemColumn, text, typeColumn } from './fields.ts';

export const api: KindDefinition = {
  kind: 'API',
  singular: 'API',
  plural: 'APIs',
  description: 'An interface that components provide and consume, with its definition.',
  icon: 'plug-connected',
  apiVersions: coreVersions,
  schema: spec(['type', 'lifecycle', 'owner', 'definition'], {
    type: text,
    lifecycle: text,
    owner: text,
    system: text,
    definition: text,
  }),
  variants: {
    'mcp-server': spec(['type', 'lifecycle', 'owner', 'remotes'], {
      type: text,
      lifecycle: text,
      owner: text,
      system: text,
      definition: text,
      remotes: {
        type: 'array',
        minItems: 1,
        items: { type: 'object', required: ['type', 'url'], properties: { type: text, url: text } },
      },
    }),
  },
  relations: [ownerField, systemField],
  sorted: [],
  columns: [typeColumn, ownerColumn, lifecycleColumn, systemColumn],
};
