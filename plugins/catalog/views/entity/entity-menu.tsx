import { useNavigate } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import {
  ActionMenu,
  entityPath,
  lazyView,
  safeHref,
  toast,
  useAction,
  useEntity,
  useShortcut,
} from '@callboard/plugin/web';
import type { ActionMenuItem } from '@callboard/plugin/web';
import { useEditor } from '../shared/use-editor.ts';
import { messages } from './messages.ts';
import { useProvenance } from './use-provenance.ts';

const RemoveDialog = lazyView(async () => (await import('./remove-dialog.tsx')).RemoveDialog);

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast({ message: messages.entity.copied(text) });
  } catch {
    // Browsers refuse the clipboard outside https and localhost, or when the person said no.
    toast({ level: 'error', message: messages.entity.copyRefused });
  }
}

function outside(label: string, icon: string, address: string | undefined): ActionMenuItem[] {
  const href = address && safeHref(address);
  return href ? [{ label, icon, onSelect: () => void window.open(href, '_blank', 'noopener,noreferrer') }] : [];
}

/** What else can be done with the entity. */
export function EntityMenu() {
  const { entity, entityRef } = useEntity();
  const { data } = useProvenance(entityRef);
  const [removes, setRemoves] = useState(false);
  const harvest = useAction((api) => api.text('/api/catalog/refresh', { body: { entityRef } }), {
    done: () => messages.entity.harvesting,
    refreshes: ['/api/callboard/', '/api/catalog/'],
  });
  const editor = useEditor(undefined, entity);
  const navigate = useNavigate();
  const openEditor = () => void navigate({ to: `${entityPath(entityRef)}/${editor}?edit=1` as '.' });
  useShortcut('e', messages.entity.keys.edit, () => {
    const href = data?.editUrl && safeHref(data.editUrl);
    if (href) window.open(href, '_blank', 'noopener,noreferrer');
    else if (editor !== undefined) openEditor();
    else toast({ level: 'error', message: messages.entity.noEdit, detail: messages.entity.noEditHint });
  });
  return (
    <>
      <ActionMenu
        iconOnly
        icon="more"
        label={messages.entity.more}
        busy={harvest.isPending}
        items={[
          { label: messages.entity.copyRef, icon: 'copy', onSelect: () => void copy(entityRef) },
          { label: messages.entity.copyLink, icon: 'link', onSelect: () => void copy(window.location.href) },
          ...outside(messages.entity.edit, 'edit', data?.editUrl),
          ...(editor === undefined
            ? []
            : [{ label: messages.entity.editForm, icon: 'edit', onSelect: openEditor } satisfies ActionMenuItem]),
          ...outside(messages.entity.view, 'file', data?.viewUrl),
          { label: messages.entity.harvest, icon: 'refresh', onSelect: () => harvest.mutate() },
          { label: messages.entity.remove, icon: 'delete', onSelect: () => setRemoves(true) },
        ]}
      />
      {removes && (
        <Suspense>
          <RemoveDialog onClose={() => setRemoves(false)} />
        </Suspense>
      )}
    </>
  );
}
