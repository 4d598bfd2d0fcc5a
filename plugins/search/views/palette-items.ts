/** What the palette lists: results, things that were looked at, pages, commands. */
import type { Hit } from './types.ts';

export interface PaletteItem {
  key: string;
  icon: string;
  title: string;
  /** What stands behind the title. */
  facts: readonly string[];
  /** Leads there; else `run` does it. */
  to?: string;
  run?: () => void;
  hit?: Hit;
}

export interface PaletteGroup {
  title: string;
  items: PaletteItem[];
}

/** Those whose title has a word that begins like each word of the term. */
export function matching(items: readonly PaletteItem[], term: string): PaletteItem[] {
  const wanted = term.toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter(({ title }) => {
    const words = title.toLowerCase().split(/[^\p{L}\p{N}]+/u);
    return wanted.every((part) => words.some((word) => word.startsWith(part)));
  });
}

/** Results under the names of their types, the type of the best one first. */
export function groupHits(
  hits: readonly Hit[],
  itemOf: (hit: Hit) => PaletteItem,
  titleOf: (type: string) => string,
): PaletteGroup[] {
  const groups = Map.groupBy(hits, ({ type }) => type);
  return [...groups].map(([type, some]) => ({ title: titleOf(type), items: some.map(itemOf) }));
}
