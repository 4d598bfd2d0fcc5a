import { type KindDefinition, ownerField, systemField } from '../kind-definition.ts';
import { dependencyFields } from './dependencies.ts';
import { coreVersions, lifecycleColumn, ownerColumn, spec, systemColumn, text, texts, typeColumn } from './fields.ts';

export const component: KindDefinition = {
  kind: 'Component',
  singular: 'component',
  plural: 'components',
  description: 'A piece of software: a service, a website, a library, a data pipeline.',
  icon: 'puzzle',
  apiVersions: coreVersions,
  schema: spec(['type', 'lifecycle', 'owner'], {
    type: text,
    lifecycle: text,
    owner: text,
    system: text,
    subcomponentOf: text,
    providesApis: texts,
    consumesApis: texts,
    dependsOn: texts,
  }),
  relations: [
    ownerField,
    {
      path: 'spec.subcomponentOf',
      forward: 'partOf',
      reverse: 'hasPart',
      defaultKind: 'Component',
      allowedKinds: ['Component'],
    },
    {
      path: 'spec.providesApis',
      forward: 'providesApi',
      reverse: 'apiProvidedBy',
      defaultKind: 'API',
      allowedKinds: ['API'],
    },
    {
      path: 'spec.consumesApis',
      forward: 'consumesApi',
      reverse: 'apiConsumedBy',
      defaultKind: 'API',
      allowedKinds: ['API'],
    },
    ...dependencyFields,
    systemField,
  ],
  sorted: ['spec.providesApis', 'spec.consumesApis', 'spec.dependsOn', 'spec.dependencyOf'],
  columns: [typeColumn, ownerColumn, lifecycleColumn, systemColumn],
};
