import type { Entity, KindRule } from '@callboard/plugin/server';
import picomatch from 'picomatch';

/**
 * Whether the rules let an entity in that comes from what was registered as `origin` (a location reference). Rules only ever allow: one
 * that matches is enough, and without any nothing is let in.
 */
export function isAllowed(entity: Entity, origin: string, rules: readonly KindRule[]): boolean {
  return rules.some((rule) => allowsKind(entity, rule) && allowsOrigin(origin, rule));
}

function allowsKind(entity: Entity, { allow }: KindRule): boolean {
  const type = entity.spec?.type;
  return allow.some((item) => {
    if (typeof item === 'string') return isSame(item, entity.kind);
    const wantedType = item['spec.type'];
    return (
      isSame(item.kind, entity.kind) &&
      (wantedType === undefined || (typeof type === 'string' && isSame(wantedType, type)))
    );
  });
}

function allowsOrigin(origin: string, { locations }: KindRule): boolean {
  if (!locations) return true;
  const colon = origin.indexOf(':');
  const type = origin.slice(0, colon);
  const target = origin.slice(colon + 1);
  return locations.some((location) => {
    if (location.type !== type) return false;
    if (location.exact !== undefined) return location.exact === target;
    return location.pattern === undefined || picomatch.isMatch(target, location.pattern, { nocase: true, dot: true });
  });
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
