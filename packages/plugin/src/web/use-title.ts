import { useQuery } from '@tanstack/react-query';
import type { Entity } from '@callboard/core';
import type { Api } from './api.ts';
import { useKit } from './kit-context.ts';
import { entityTitle, isEntityRef } from './kinds.ts';

/** Refs of one question. */
const MOST = 100;
const FIELDS = ['kind', 'metadata.name', 'metadata.title', 'spec.profile.displayName'];

interface Asked {
  ref: string;
  settle(title: string | null): void;
  fail(error: unknown): void;
}

const waiting = new WeakMap<Api, Asked[]>();

/** What people call an entity, as soon as it is known; `undefined` before, and of what is not in the catalog. */
export function useTitle(entityRef: string, isWanted = true): string | undefined {
  const { api } = useKit();
  const ref = entityRef.toLowerCase();
  const { data } = useQuery<string | null>({
    queryKey: ['title', ref],
    queryFn: () => askTogether(api, ref),
    meta: { touchedBy: [{ type: 'entity', key: ref }] },
    enabled: isWanted && isEntityRef(ref),
    staleTime: Infinity,
    retry: false,
  });
  return data ?? undefined;
}

/** A page links to many entities at once: those that are wanted in one go are asked for in one go. */
function askTogether(api: Api, ref: string): Promise<string | null> {
  return new Promise((settle, fail) => {
    const others = waiting.get(api);
    if (others) return void others.push({ ref, settle, fail });
    const asked: Asked[] = [{ ref, settle, fail }];
    waiting.set(api, asked);
    setTimeout(() => {
      waiting.delete(api);
      for (let start = 0; start < asked.length; start += MOST) void ask(api, asked.slice(start, start + MOST));
    });
    return undefined;
  });
}

async function ask(api: Api, asked: readonly Asked[]): Promise<void> {
  try {
    const { items } = await api.json<{ items: (Entity | null)[] }>('/api/catalog/entities/by-refs', {
      body: { entityRefs: asked.map(({ ref }) => ref), fields: FIELDS },
    });
    asked.forEach(({ settle }, place) => {
      const entity = items[place];
      settle(entity ? entityTitle(entity) : null);
    });
  } catch (error) {
    for (const { fail } of asked) fail(error);
  }
}
