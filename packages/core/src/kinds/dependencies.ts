import type { RelationField } from '../kind-definition.ts';

/** `spec.dependsOn` and its mirror; each ref must name its kind, since anything may depend on anything. */
export const dependencyFields: RelationField[] = [
  { path: 'spec.dependsOn', forward: 'dependsOn', reverse: 'dependencyOf' },
  { path: 'spec.dependencyOf', forward: 'dependencyOf', reverse: 'dependsOn' },
];
