import { useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ContributedView, showOverlay, useContributions, useShortcut } from '@callboard/plugin/web';
import type { Contribution } from '@callboard/plugin/web';
import { useOpenOverlay } from '@callboard/plugin/web/shell';
import { typeAhead } from './type-ahead.ts';
import { preloadView } from '../web-halves.ts';

/** What plugins lay over the page: each under its keys, one at a time, gone with the page. */
export function Overlays() {
  const overlays = useContributions('overlays');
  const open = useOpenOverlay();
  const path = useRouterState({ select: ({ location }) => location.href });
  useEffect(() => showOverlay(undefined), [path]);
  useEffect(() => (open ? typeAhead() : undefined), [open]);
  const shown = overlays.find(({ plugin, id }) => plugin.id === open?.plugin && id === open.id);
  return (
    <>
      {overlays.map((overlay) =>
        overlay.keys ? <OverlayKeys key={`${overlay.plugin.id}/${overlay.id}`} overlay={overlay} /> : null,
      )}
      {shown && (
        <ContributedView
          contribution={shown}
          props={{ onClose: () => showOverlay(undefined), start: open?.start }}
          placeholder={null}
        />
      )}
    </>
  );
}

/** Milliseconds after which the code of what keys open is fetched, so that pressing them shows it at once. */
const PRELOAD_AFTER = 1000;

function OverlayKeys({ overlay }: { overlay: Contribution<'overlays'> }) {
  const { plugin, view } = overlay;
  useEffect(() => {
    // Only a wish: when it fails, opening the overlay says why.
    const timer = setTimeout(() => void preloadView(plugin, view).catch(() => undefined), PRELOAD_AFTER);
    return () => clearTimeout(timer);
  }, [plugin, view]);
  useShortcut(overlay.keys ?? '', overlay.title, () => showOverlay({ plugin: overlay.plugin.id, id: overlay.id }));
  return null;
}
