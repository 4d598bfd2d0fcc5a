import type { JsonObject } from '../entity.ts';
import { type KindDefinition, ownerField, systemField } from '../kind-definition.ts';
import { lifecycleColumn, ownerColumn, spec, systemColumn, text, texts, typeColumn } from './fields.ts';

const common: JsonObject = { type: text, lifecycle: text, owner: text, system: text };
const commonRequired = ['type', 'lifecycle', 'owner'];

export const aiResource: KindDefinition = {
  kind: 'AiResource',
  singular: 'AI resource',
  plural: 'AI resources',
  description: 'What AI assistants work with: skills, rules, plugins and marketplaces of them.',
  icon: 'sparkles',
  apiVersions: ['backstage.io/v1alpha1'],
  schema: spec(commonRequired, common),
  variants: {
    skill: spec(commonRequired, {
      ...common,
      disciplines: texts,
      categories: texts,
      agents: texts,
      dependsOn: texts,
      allowedTools: text,
      license: text,
      compatibility: { type: 'string', minLength: 1, maxLength: 500 },
    }),
    rule: spec([...commonRequired, 'category', 'rationale'], {
      ...common,
      category: text,
      rationale: text,
      disciplines: texts,
    }),
    plugin: spec([...commonRequired, 'skills'], { ...common, skills: texts, version: text }),
    marketplace: spec([...commonRequired, 'plugins'], { ...common, plugins: texts, version: text }),
  },
  relations: [
    ownerField,
    systemField,
    {
      path: 'spec.dependsOn',
      forward: 'dependsOn',
      reverse: 'dependencyOf',
      defaultKind: 'AiResource',
      allowedKinds: ['AiResource'],
      types: ['skill'],
    },
    {
      path: 'spec.skills',
      forward: 'hasPart',
      reverse: 'partOf',
      defaultKind: 'AiResource',
      allowedKinds: ['AiResource'],
      types: ['plugin'],
    },
    {
      path: 'spec.plugins',
      forward: 'hasPart',
      reverse: 'partOf',
      defaultKind: 'AiResource',
      allowedKinds: ['AiResource'],
      types: ['marketplace'],
    },
  ],
  sorted: ['spec.dependsOn'],
  columns: [typeColumn, ownerColumn, lifecycleColumn, systemColumn],
};
