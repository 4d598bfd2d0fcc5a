import type { Entity } from './entity.ts';
import type { RelationField } from './kind-definition.ts';
import { defaultNamespace, splitEntityRef } from './ref.ts';

/** A relation that a field of an entity makes, seen from that entity; the target has `reverse` back. */
export interface Edge {
  type: string;
  reverse: string;
  /** `kind:namespace/name`, lower case. */
  targetRef: string;
}

/** One string in a relation field of an entity. */
export interface ReferenceValue {
  /** JSON pointer in the entity, such as `/spec/dependsOn/0`. */
  pointer: string;
  text: string;
  field: RelationField;
}

type SpecAndMetadata = Pick<Entity, 'metadata' | 'spec'>;

/** Every string in the relation fields of an entity, with its place. What is not a string is left out. */
export function referenceValues(entity: SpecAndMetadata, fields: readonly RelationField[]): ReferenceValue[] {
  const found: ReferenceValue[] = [];
  for (const field of fields) {
    const value = valueOf(entity, field);
    if (value === undefined) continue;
    const pointer = `/${field.path.replaceAll('.', '/')}`;
    if (typeof value === 'string') found.push({ pointer, text: value, field });
    if (!Array.isArray(value)) continue;
    value.forEach((item, index) => {
      if (typeof item === 'string') found.push({ pointer: `${pointer}/${index}`, text: item, field });
    });
  }
  return found;
}

/** The relations that an entity's own fields make. Refs that cannot be read make none; a ref that stands twice makes two. */
export function edgesOf(entity: SpecAndMetadata, fields: readonly RelationField[]): Edge[] {
  const edges: Edge[] = [];
  for (const field of fields) {
    const value = valueOf(entity, field);
    if (typeof value === 'string') addEdge(entity, field, value, edges);
    else if (Array.isArray(value)) for (const item of value) addEdge(entity, field, item, edges);
  }
  return edges;
}

/** The full lower-case ref that a text means in a field of an entity; `undefined` when it cannot be read. */
export function resolveReference(entity: SpecAndMetadata, field: RelationField, text: string): string | undefined {
  const ref = splitEntityRef(text);
  const kind = ref?.kind ?? field.defaultKind;
  if (!ref || !kind) return undefined;
  const inherited = field.defaultNamespace === 'default' ? undefined : entity.metadata.namespace;
  return `${kind}:${ref.namespace ?? inherited ?? defaultNamespace}/${ref.name}`.toLowerCase();
}

function addEdge(entity: SpecAndMetadata, field: RelationField, value: unknown, edges: Edge[]): void {
  const targetRef = typeof value === 'string' ? resolveReference(entity, field, value) : undefined;
  if (targetRef !== undefined) edges.push({ type: field.forward, reverse: field.reverse, targetRef });
}

function valueOf(entity: SpecAndMetadata, field: RelationField): unknown {
  const spec = entity.spec;
  if (!spec || (field.types && !field.types.includes(String(spec.type)))) return undefined;
  const name = field.path.slice('spec.'.length);
  if (!name.includes('.')) return Object.hasOwn(spec, name) ? spec[name] : undefined;
  let value: unknown = spec;
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}
