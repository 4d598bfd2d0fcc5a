import { useSyncExternalStore } from 'react';

/** An overlay that is open: its plugin and its id there. */
export interface OpenOverlay {
  plugin: string;
  id: string;
  /** What whoever opened it wants it to begin with, such as a search term. */
  start?: string | undefined;
}

/** What the view of an overlay is given. */
export interface OverlayViewProps {
  onClose: () => void;
  start?: string | undefined;
}

let open: OpenOverlay | undefined;
const listeners = new Set<() => void>();

/** Opens an overlay that a manifest declares, in place of the one that is open; nothing: closes it. */
export function showOverlay(overlay: OpenOverlay | undefined): void {
  open = overlay;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useOpenOverlay(): OpenOverlay | undefined {
  return useSyncExternalStore(subscribe, () => open);
}
