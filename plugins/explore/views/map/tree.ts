/** The tree of teams as rows: those whose branches are open, or those that a text finds, with what leads to them. */
import { refName } from '@callboard/plugin/web';
import type { GroupItem } from '../types.ts';

export interface TreeRow {
  group: GroupItem;
  /** 1 for a group under nothing. */
  level: number;
  place: number;
  siblings: number;
  hasChildren: boolean;
  isOpen: boolean;
  /** The text finds the group itself, and not only something below it. */
  isFound: boolean;
}

export interface Forest {
  roots: readonly GroupItem[];
  childrenOf(ref: string): readonly GroupItem[];
  byRef: ReadonlyMap<string, GroupItem>;
}

export function titleOf(group: GroupItem): string {
  return group.title ?? refName(group.ref);
}

export function forestOf(groups: readonly GroupItem[]): Forest {
  const byRef = new Map(groups.map((group) => [group.ref, group]));
  const children = new Map<string | undefined, GroupItem[]>();
  const sorted = groups.toSorted((a, b) => titleOf(a).localeCompare(titleOf(b)));
  for (const group of sorted) {
    const parent = group.parent !== undefined && byRef.has(group.parent) ? group.parent : undefined;
    const siblings = children.get(parent) ?? [];
    children.set(parent, siblings);
    siblings.push(group);
  }
  return { byRef, roots: children.get(undefined) ?? [], childrenOf: (ref) => children.get(ref) ?? [] };
}

export function treeRows(forest: Forest, open: ReadonlySet<string>, text: string): TreeRow[] {
  const wanted = text.trim().toLowerCase();
  const found = wanted === '' ? undefined : foundWithAbove(forest, wanted);
  const rows: TreeRow[] = [];
  function add(groups: readonly GroupItem[], level: number) {
    const shown = found ? groups.filter(({ ref }) => found.shown.has(ref)) : groups;
    shown.forEach((group, place) => {
      const below = forest.childrenOf(group.ref);
      const hasChildren = found ? below.some(({ ref }) => found.shown.has(ref)) : below.length > 0;
      // What a text finds is shown, whether or not its branch was open before.
      const isOpen = hasChildren && (found !== undefined || open.has(group.ref));
      const isFound = found === undefined || found.itself.has(group.ref);
      rows.push({ group, level, place: place + 1, siblings: shown.length, hasChildren, isOpen, isFound });
      if (isOpen) add(below, level + 1);
    });
  }
  add(forest.roots, 1);
  return rows;
}

function foundWithAbove({ byRef }: Forest, wanted: string) {
  const itself = new Set<string>();
  const shown = new Set<string>();
  for (const group of byRef.values()) {
    if (![titleOf(group), group.ref].some((one) => one.toLowerCase().includes(wanted))) continue;
    itself.add(group.ref);
    for (const ref of [group.ref, ...above(byRef, group.ref)]) shown.add(ref);
  }
  return { itself, shown };
}

/** The groups above a group, nearest first. */
export function above(byRef: Forest['byRef'], ref: string): string[] {
  const found: string[] = [];
  let at = byRef.get(ref)?.parent;
  while (at !== undefined && byRef.has(at) && !found.includes(at)) {
    found.push(at);
    at = byRef.get(at)?.parent;
  }
  return found;
}
