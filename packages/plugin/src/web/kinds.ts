import { humanizeEntityRef, parseEntityRef, stringifyEntityRef } from '@callboard/core';
import type { Entity } from '@callboard/core';
import { useKit } from './kit-context.ts';
import type { KindInfo } from './kit-context.ts';

/** Every kind that the portal knows, built in and configured. */
export function useKinds(): readonly KindInfo[] {
  return useKit().kinds;
}

/** The kind of this name in any case. */
export function useKind(name: string): KindInfo | undefined {
  return useKinds().find((one) => one.kind.toLowerCase() === name.toLowerCase());
}

/** Icon of the kind of an entity reference. */
export function useKindIcon(entityRef: string): string {
  return useKind(entityRef.split(':')[0] ?? '')?.icon ?? 'unknown';
}

/** What a person calls the entity: its title, a display name, else its name. */
export function entityTitle(entity: Pick<Entity, 'metadata' | 'spec'>): string {
  const profile = entity.spec?.['profile'];
  const displayName =
    typeof profile === 'object' && profile !== null && 'displayName' in profile ? profile['displayName'] : undefined;
  return (
    entity.metadata.title ??
    (typeof displayName === 'string' && displayName !== '' ? displayName : entity.metadata.name)
  );
}

/** Whether the text names an entity with its kind; what comes from an address or from outside may not. */
export function isEntityRef(text: string): boolean {
  try {
    parseEntityRef(text);
    return true;
  } catch {
    // The parser answers with an exception; here the answer is no.
    return false;
  }
}

/** The shortest name of a reference that is still clear where its kind is shown beside it. Text that is no reference stays as it is. */
export function refName(entityRef: string): string {
  if (!isEntityRef(entityRef)) return entityRef;
  return humanizeEntityRef(entityRef, { defaultKind: parseEntityRef(entityRef).kind });
}

/** The full reference that a field of a descriptor means; `undefined` when it cannot be read as one. */
export function refIn(
  entity: Pick<Entity, 'metadata'>,
  value: string,
  defaultKind: string | undefined,
): string | undefined {
  try {
    const context = {
      defaultNamespace: entity.metadata.namespace ?? 'default',
      ...(defaultKind ? { defaultKind } : {}),
    };
    return stringifyEntityRef(parseEntityRef(value, context));
  } catch {
    // The finding about the malformed reference says more than a link could.
    return undefined;
  }
}
