import { useComputedColorScheme } from '@mantine/core';
import { useLayoutEffect, useSyncExternalStore } from 'react';
import { useContributions } from '@callboard/plugin/web';
import type { Contribution } from '@callboard/plugin/web';

const KEY = 'callboard.theme';
/** Chosen in place of any theme of a plugin. */
const OWN = 'own';

type ContributedTheme = Contribution<'themes'>;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readChoice(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    // Storage may be switched off; the default is then taken.
    return null;
  }
}

function choose(name: string): void {
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // Storage may be switched off; the choice then has no effect.
  }
  for (const listener of listeners) listener();
}

function nameOf({ plugin, id }: ContributedTheme): string {
  return `${plugin.id}/${id}`;
}

/** The themes that plugins bring, and the one that is shown; `undefined` for our own. */
export function useThemes(): { current: ContributedTheme | undefined; next?: { title?: string; choose(): void } } {
  const themes = useContributions('themes');
  const choice = useSyncExternalStore(subscribe, readChoice);
  const chosen = themes.find((theme) => nameOf(theme) === choice);
  const current = chosen ?? (choice === OWN ? undefined : themes.find((theme) => theme.default));
  if (!themes.length) return { current };
  const following = themes[current ? themes.indexOf(current) + 1 : 0];
  const next = { choose: () => choose(following ? nameOf(following) : OWN) };
  return { current, next: following ? { ...next, title: following.title } : next };
}

/** Puts the colours of the chosen theme in place of ours. */
export function useThemeColours(): void {
  const { current } = useThemes();
  const scheme = useComputedColorScheme('light');
  const colours = current?.[scheme];
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    const set = Object.entries(colours ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined);
    for (const [name, colour] of set) style.setProperty(`--cb-${name}`, colour);
    return () => {
      for (const [name] of set) style.removeProperty(`--cb-${name}`);
    };
  }, [colours]);
}
