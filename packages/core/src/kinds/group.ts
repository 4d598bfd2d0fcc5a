import type { KindDefinition } from '../kind-definition.ts';
import { coreVersions, profile, spec, text, texts, typeColumn } from './fields.ts';

export const group: KindDefinition = {
  kind: 'Group',
  singular: 'group',
  plural: 'groups',
  description: 'A team or a larger unit of people.',
  icon: 'users-group',
  apiVersions: coreVersions,
  schema: spec(['type', 'children'], { type: text, children: texts, parent: text, members: texts, profile }),
  relations: [
    { path: 'spec.parent', forward: 'childOf', reverse: 'parentOf', defaultKind: 'Group', allowedKinds: ['Group'] },
    { path: 'spec.children', forward: 'parentOf', reverse: 'childOf', defaultKind: 'Group', allowedKinds: ['Group'] },
    { path: 'spec.members', forward: 'hasMember', reverse: 'memberOf', defaultKind: 'User', allowedKinds: ['User'] },
  ],
  sorted: ['spec.children', 'spec.members'],
  columns: [typeColumn, { path: 'spec.parent', title: 'Parent' }, { path: 'spec.profile.email', title: 'E-mail' }],
};
