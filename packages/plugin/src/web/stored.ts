import { useSyncExternalStore } from 'react';
import { recall, remember } from './storage.ts';

/** A list of texts that this browser remembers, the same in every tab. */
export interface StoredList {
  get(): readonly string[];
  set(next: readonly string[]): void;
  subscribe(listener: () => void): () => void;
}

/** @param most how many are kept, the first ones */
export function storedList(name: string, most: number): StoredList {
  const listeners = new Set<() => void>();
  let list: readonly string[] | undefined;

  function announce() {
    for (const listener of listeners) listener();
  }
  function onStorage({ key }: StorageEvent) {
    if (key !== name && key !== null) return;
    list = undefined;
    announce();
  }
  return {
    get: () => (list ??= parseList(recall(name)).slice(0, most)),
    set: (next) => {
      list = next.slice(0, most);
      remember(name, JSON.stringify(list));
      announce();
    },
    subscribe: (listener) => {
      if (listeners.size === 0) addEventListener('storage', onStorage);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) removeEventListener('storage', onStorage);
      };
    },
  };
}

export function useStoredList(list: StoredList): readonly string[] {
  return useSyncExternalStore(list.subscribe, list.get);
}

function parseList(text: string | undefined): string[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  } catch {
    // Written by something else: as good as nothing.
    return [];
  }
}
