import type { OutlineGroup, OutlineItem } from '../types.ts';

/** The groups with what matches every word of the search; all of them when nothing is searched for. */
export function findIn(groups: readonly OutlineGroup[], find: string): readonly OutlineGroup[] {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return groups;
  return groups
    .map((group) => ({ ...group, items: group.items.filter((item) => matches(item, group.title, words)) }))
    .filter(({ items }) => items.length > 0);
}

function matches({ title, badge, words: more }: OutlineItem, group: string, words: readonly string[]): boolean {
  const text = `${badge ?? ''} ${title} ${more} ${group}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

export function countItems(groups: readonly OutlineGroup[]): number {
  return groups.reduce((sum, { items }) => sum + items.length, 0);
}

export interface OutlineRow {
  key: string;
  group?: string;
  item?: OutlineItem;
}

/** Groups and what is in them, one under the other. */
export function rowsOf(groups: readonly OutlineGroup[]): OutlineRow[] {
  return groups.flatMap(({ title, items }, place) => [
    { key: `group ${place}`, group: title },
    ...items.map((item) => ({ key: `${place} ${item.id}`, item })),
  ]);
}
