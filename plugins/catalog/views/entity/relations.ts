import type { Entity } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import type { RelationGroup } from './types.ts';

/** Relations between owners, teams and people, and between them and what they own, have cards of their own. */
const SHOWN_ELSEWHERE = new Set(['ownedBy', 'ownerOf', 'hasMember', 'memberOf', 'parentOf', 'childOf']);

/** What a reader looks for first, first: the parts, then who suffers when it fails, then what it needs. */
const ORDER = [
  'hasPart',
  'dependencyOf',
  'apiConsumedBy',
  'neededThroughApi',
  'apiProvidedBy',
  'providesApi',
  'dependsOn',
  'consumesApi',
  'partOf',
];

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

/** The groups that the card of relations shows, in order. */
export function shownGroups(groups: readonly RelationGroup[]): RelationGroup[] {
  const place = (type: string) => (ORDER.includes(type) ? ORDER.indexOf(type) : ORDER.length);
  return groups
    .filter(({ type }) => !SHOWN_ELSEWHERE.has(type))
    .toSorted((a, b) => place(a.type) - place(b.type) || a.type.localeCompare(b.type) || b.total - a.total);
}
