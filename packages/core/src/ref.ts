import type { Entity } from './entity.ts';
import { InvalidInput } from './invalid-input.ts';

/** The three parts of an entity ref, as written (case kept). */
export interface EntityRef {
  kind: string;
  namespace: string;
  name: string;
}

/** An entity ref whose kind and namespace may be left to the context. */
export interface PartialEntityRef {
  kind?: string;
  namespace?: string;
  name: string;
}

/** What a short entity ref means where it stands. */
export interface RefContext {
  defaultKind?: string;
  /** `default` when absent. */
  defaultNamespace?: string;
}

/** The namespace of entities that name none. */
export const defaultNamespace = 'default';

/** Takes `[kind:][namespace/]name` apart; `undefined` when a part that is present is empty. A colon after the first slash belongs to the name. */
export function splitEntityRef(text: string): PartialEntityRef | undefined {
  const slash = text.indexOf('/');
  const firstColon = text.indexOf(':');
  const colon = slash !== -1 && slash < firstColon ? -1 : firstColon;
  const name = text.slice(Math.max(slash, colon) + 1);
  if (name === '' || colon === 0 || (slash === colon + 1 && slash !== -1)) return undefined;
  const ref: PartialEntityRef = { name };
  if (colon !== -1) ref.kind = text.slice(0, colon);
  if (slash !== -1) ref.namespace = text.slice(colon + 1, slash);
  return ref;
}

/**
 * Reads `[kind:][namespace/]name` without filling anything in.
 * @throws {InvalidInput} when the text is empty or a part that is present is empty
 */
export function parsePartialEntityRef(text: string): PartialEntityRef {
  if (text === '') throw new InvalidInput('Entity reference must not be empty');
  const ref = splitEntityRef(text);
  if (!ref) throw new InvalidInput(`Entity reference "${text}" was not on the form [<kind>:][<namespace>/]<name>`);
  return ref;
}

/**
 * Reads an entity ref and fills in what the context gives. Case is kept.
 * @example parseEntityRef('payments', { defaultKind: 'Group' }) // { kind: 'Group', namespace: 'default', name: 'payments' }
 * @throws {InvalidInput} when it is malformed or its kind stays unknown
 */
export function parseEntityRef(ref: string | PartialEntityRef, context: RefContext = {}): EntityRef {
  const parts = typeof ref === 'string' ? parsePartialEntityRef(ref) : ref;
  const kind = parts.kind ?? context.defaultKind;
  const text = typeof ref === 'string' ? ref : parts.name;
  if (!kind) throw new InvalidInput(`Entity reference "${text}" had missing or empty kind: write it as <kind>:${text}`);
  if (!parts.name) throw new InvalidInput(`Entity reference "${text}" had missing or empty name`);
  return { kind, namespace: parts.namespace || context.defaultNamespace || defaultNamespace, name: parts.name };
}

/** The one string form of an entity ref: `kind:namespace/name`, lower case. Two refs are equal when their string forms are. */
export function stringifyEntityRef(ref: PartialEntityRef & { kind: string }): string {
  return `${ref.kind}:${ref.namespace ?? defaultNamespace}/${ref.name}`.toLowerCase();
}

/** The string form of the ref of an entity. */
export function entityRefOf(entity: Pick<Entity, 'kind' | 'metadata'>): string {
  return `${entity.kind}:${entity.metadata.namespace ?? defaultNamespace}/${entity.metadata.name}`.toLowerCase();
}

/** The shortest form that a person still understands in a context: without the kind and the namespace that the context gives. */
export function humanizeEntityRef(
  ref: string | (PartialEntityRef & { kind: string }),
  context: RefContext = {},
): string {
  const { kind, namespace, name } = parseEntityRef(ref, context);
  const kindPart = kind.toLowerCase() === context.defaultKind?.toLowerCase() ? '' : `${kind.toLowerCase()}:`;
  const usual = context.defaultNamespace ?? defaultNamespace;
  const namespacePart = namespace.toLowerCase() === usual.toLowerCase() ? '' : `${namespace}/`;
  return `${kindPart}${namespacePart}${name}`;
}
