import { Suspense, lazy, useState } from 'react';
import { appliesTo } from '@callboard/core';
import { ActionMenu } from '../action-menu.tsx';
import { useContributions } from '../contributions.tsx';
import { useEntity } from '../entity-context.tsx';
import { messages } from '../messages.ts';
import { toast } from '../toast.ts';
import { useKit } from '../kit-context.ts';
import type { OfferedAction } from './types.ts';

const ActionDialog = lazy(async () => ({ default: (await import('./action-dialog.tsx')).ActionDialog }));
const RunsDialog = lazy(async () => ({ default: (await import('./runs-dialog.tsx')).RunsDialog }));
const text = messages.actions;

/** What people can have done to the entity; nothing where there is nothing. */
export function EntityActions() {
  const { entity, entityRef } = useEntity();
  const { api } = useKit();
  const [open, setOpen] = useState<OfferedAction | 'runs'>();
  const all = useContributions('entityActions').filter((action) => appliesTo(entity, action.appliesTo));
  // Those of a plugin with one title are ways to the same.
  const names = all.map(({ plugin, title }) => `${plugin.id}/${title}`);
  const actions = all.filter((_action, index) => names.indexOf(names[index]!) === index);
  if (!actions.length) return null;
  async function choose(plugin: string, id: string) {
    try {
      const { items } = await api.json<{ items: OfferedAction[] }>('/api/callboard/actions', {
        query: { entity: entityRef },
      });
      const offered = items.find((item) => item.plugin === plugin && item.id === id);
      if (!offered || offered.unavailable !== undefined) throw new Error(offered?.unavailable ?? text.gone);
      setOpen(offered);
    } catch (error) {
      toast({ level: 'error', message: (error as Error).message });
    }
  }
  const items = actions.map(({ plugin, id, title, icon }) => ({
    label: title,
    icon,
    onSelect: () => void choose(plugin.id, id),
  }));
  const close = () => setOpen(undefined);
  return (
    <>
      <ActionMenu
        label={text.menu}
        icon="bolt"
        items={[...items, { label: text.runs, icon: 'history', onSelect: () => setOpen('runs') }]}
      />
      <Suspense>
        {open === 'runs' && <RunsDialog onClose={close} />}
        {open !== undefined && open !== 'runs' && <ActionDialog action={open} onClose={close} />}
      </Suspense>
    </>
  );
}
