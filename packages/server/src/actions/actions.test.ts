import { expect, test } from 'vitest';
import type { Entity } from '@callboard/core';
import type { ContributionsAt, Log } from '@callboard/plugin/server';
import { ActionDesk } from './actions.ts';
import type { ActionStore } from './store.ts';

test('a run whose undo could not begin can be undone once that is mended', async () => {
  let undoneBy: string | null = null;
  const store = {
    get: async () => ({
      id: 'r',
      plugin: 'scale',
      entity: 'component:default/pay',
      undo: { action: 'set', input: {} },
    }),
    noteUndone: async (_id: string, by: string) => {
      if (undoneBy !== null) return false;
      undoneBy = by;
      return true;
    },
    change: async (_id: string, _from: string, { undone_by }: { undone_by: string | null }) => {
      undoneBy = undone_by;
      return true;
    },
  };
  const desk = new ActionDesk({
    store: store as unknown as ActionStore,
    // The plugin is switched off just now.
    contributions: (() => []) as unknown as ContributionsAt,
    entity: async () => ({ metadata: { name: 'pay' } }) as Entity,
    log: {} as Log,
    redact: Object.assign((text: string) => text, { hide: () => undefined }),
    now: () => new Date(0),
    onNews: () => undefined,
  });
  for (const _try of [1, 2])
    await expect(desk.undo('r', 'user:default/ada')).rejects.toThrow('There is no action set of scale');
  expect(undoneBy).toBeNull();
  await desk.close();
});
