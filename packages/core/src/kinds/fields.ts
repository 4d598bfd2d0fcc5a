import type { JsonObject } from '../entity.ts';
import type { KindColumn } from '../kind-definition.ts';

/** Versions that the core kinds have; both mean the same. */
export const coreVersions = ['backstage.io/v1alpha1', 'backstage.io/v1beta1'];

export const text: JsonObject = { type: 'string', minLength: 1 };
export const texts: JsonObject = { type: 'array', items: text };

/** Profile of people and teams. */
export const profile: JsonObject = { type: 'object', properties: { displayName: text, email: text, picture: text } };

/** Schema of a spec: unknown further fields are allowed and kept. */
export function spec(required: string[], properties: JsonObject): JsonObject {
  return { type: 'object', required, properties };
}

export const ownerColumn: KindColumn = { path: 'spec.owner', title: 'Owner' };
export const typeColumn: KindColumn = { path: 'spec.type', title: 'Type' };
export const lifecycleColumn: KindColumn = { path: 'spec.lifecycle', title: 'Lifecycle' };
export const systemColumn: KindColumn = { path: 'spec.system', title: 'System' };
