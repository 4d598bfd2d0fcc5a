import type { KindDefinition } from '../kind-definition.ts';
import { coreVersions, profile, spec, texts } from './fields.ts';

export const user: KindDefinition = {
  kind: 'User',
  singular: 'user',
  plural: 'users',
  description: 'A person.',
  icon: 'user',
  apiVersions: coreVersions,
  schema: spec(['memberOf'], { memberOf: texts, profile }),
  relations: [
    { path: 'spec.memberOf', forward: 'memberOf', reverse: 'hasMember', defaultKind: 'Group', allowedKinds: ['Group'] },
  ],
  sorted: ['spec.memberOf'],
  columns: [
    { path: 'spec.profile.email', title: 'E-mail' },
    { path: 'spec.memberOf', title: 'Member of' },
  ],
};
