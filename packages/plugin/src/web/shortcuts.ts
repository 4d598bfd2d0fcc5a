import { useEffect, useRef, useSyncExternalStore } from 'react';
import { recall, remember } from './storage.ts';

export interface Shortcut {
  /** `j`, `mod+k` (⌘ or Ctrl), or a sequence such as `g c`. */
  keys: string;
  description: string;
}

interface ActiveShortcut extends Shortcut {
  run(): void;
}

const STORED_AS = 'callboard.single-keys';
const SEQUENCE_WITHIN = 1000;

const active = new Set<ActiveShortcut>();
const listeners = new Set<() => void>();
let listed: readonly Shortcut[] = [];
let singleKeys: boolean | undefined;

function singleKeysWork(): boolean {
  singleKeys ??= recall(STORED_AS) !== 'off';
  return singleKeys;
}

function announce(): void {
  listed = [...active];
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Runs something on a key while the component is on the page, and puts the key on the list that `?` shows. */
export function useShortcut(keys: string, description: string, run: () => void): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  }, [run]);
  useEffect(() => {
    const shortcut = { keys, description, run: () => latest.current() };
    active.add(shortcut);
    announce();
    return () => {
      active.delete(shortcut);
      announce();
    };
  }, [keys, description]);
}

/** The keys that work on this page now. */
export function useShortcutList(): readonly Shortcut[] {
  return useSyncExternalStore(subscribe, () => listed);
}

/** Whether keys without ⌘ or Ctrl work; people who dictate or whose hands shake may switch them off. */
export function useSingleKeys(): [on: boolean, set: (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, singleKeysWork);
  return [on, setSingleKeys];
}

function setSingleKeys(on: boolean): void {
  singleKeys = on;
  remember(STORED_AS, on ? 'on' : 'off');
  announce();
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Starts listening on the page; the shell does it once. @returns stop */
export function listenForShortcuts(): () => void {
  let before = '';
  let beforeAt = 0;
  function onKey(event: KeyboardEvent) {
    if (event.defaultPrevented || event.altKey || event.key === undefined) return;
    const mod = event.metaKey || event.ctrlKey;
    if (!mod && (!singleKeysWork() || isTyping(event.target) || document.querySelector('[aria-modal="true"]'))) return;
    const key = mod ? `mod+${event.key.toLowerCase()}` : event.key;
    const sequence = event.timeStamp - beforeAt < SEQUENCE_WITHIN ? `${before} ${key}` : key;
    const found = findShortcut(sequence) ?? findShortcut(key);
    before = found ? '' : key;
    beforeAt = event.timeStamp;
    if (!found) return;
    event.preventDefault();
    found.run();
  }
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}

function findShortcut(keys: string): ActiveShortcut | undefined {
  return [...active].findLast((shortcut) => shortcut.keys === keys);
}
