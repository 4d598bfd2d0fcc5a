import { usePluginId } from './kit-context.ts';
import { storedList, useStoredList } from './stored.ts';
import type { StoredList } from './stored.ts';

const MOST_ITEMS = 200;

const lists = new Map<string, StoredList>();

function listNamed(name: string): StoredList {
  const known = lists.get(name) ?? storedList(name, MOST_ITEMS);
  lists.set(name, known);
  return known;
}

/** A list of texts that this browser remembers for the plugin under a name, such as the columns that somebody wants to see; empty at first. */
export function useRemembered(name: string): [list: readonly string[], set: (next: readonly string[]) => void] {
  const list = listNamed(`callboard.${usePluginId()}.${name}`);
  return [useStoredList(list), list.set];
}
