import type { Entity } from '@callboard/plugin/web';
import { messages } from '../messages.ts';

/** Relations that the header and the "About" card show already. */
const SHOWN_ELSEWHERE = new Set(['ownedBy']);

/** What a reader looks for first, first. */
const ORDER = [
  'partOf',
  'hasPart',
  'providesApi',
  'apiProvidedBy',
  'consumesApi',
  'apiConsumedBy',
  'dependsOn',
  'dependencyOf',
  'ownerOf',
  'hasMember',
  'memberOf',
  'childOf',
  'parentOf',
];

export interface RelationGroup {
  type: string;
  title: string;
  refs: string[];
}

export function relatedRefs(entity: Entity, type: string): string[] {
  return (entity.relations ?? []).filter((relation) => relation.type === type).map((relation) => relation.targetRef);
}

/** `dependsOn` as a person says it; an unknown type is taken apart at its capitals. */
export function relationTitle(type: string): string {
  const known = messages.relations.titles[type as keyof typeof messages.relations.titles] as string | undefined;
  if (known) return known;
  const words = type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** All relations of an entity, both directions, by what they mean. */
export function relationGroups(entity: Entity): RelationGroup[] {
  const groups = new Map<string, string[]>();
  for (const { type, targetRef } of entity.relations ?? []) {
    if (SHOWN_ELSEWHERE.has(type)) continue;
    const refs = groups.get(type) ?? [];
    groups.set(type, refs);
    refs.push(targetRef);
  }
  const place = (type: string) => (ORDER.includes(type) ? ORDER.indexOf(type) : ORDER.length);
  return [...groups]
    .sort(([a], [b]) => place(a) - place(b) || a.localeCompare(b))
    .map(([type, refs]) => ({ type, title: relationTitle(type), refs }));
}
