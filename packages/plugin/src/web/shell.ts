/** The kit's other side: what the shell alone needs in order to host views. */
export { createApi } from './api.ts';
export { KitContext } from './kit-context.ts';
export { useOpenOverlay } from './overlay.ts';
export { listenForShortcuts, useShortcutList, useSingleKeys } from './shortcuts.ts';
export type { Shortcut } from './shortcuts.ts';
export { recall, remember } from './storage.ts';
export { dismissToast, useToasts } from './toast.ts';
export { isTouchedByKey, isTouchedByType } from './touch.ts';
export type { ChangeNotice } from './touch.ts';
export { searchObject } from './url.ts';
