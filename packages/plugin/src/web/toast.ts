import { useSyncExternalStore } from 'react';

export interface Toast {
  message: string;
  detail?: string | undefined;
  level?: 'done' | 'error' | undefined;
}

interface ShownToast extends Toast {
  id: number;
}

const SHOWN_FOR = 6000;
const MOST_AT_ONCE = 3;

let shown: readonly ShownToast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function show(next: readonly ShownToast[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Says in a corner, for a few seconds, what came of an action. Errors stay until they are dismissed. */
export function toast(message: Toast): void {
  const id = ++lastId;
  show([...shown, { ...message, id }].slice(-MOST_AT_ONCE));
  if (message.level !== 'error') setTimeout(() => dismissToast(id), SHOWN_FOR);
}

export function dismissToast(id: number): void {
  show(shown.filter((one) => one.id !== id));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The toasts on show, for the shell to draw. */
export function useToasts(): readonly ShownToast[] {
  return useSyncExternalStore(subscribe, () => shown);
}
