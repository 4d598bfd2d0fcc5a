import { createElement, lazy } from 'react';
import type { ComponentType, ReactNode } from 'react';

/** A view that is fetched when it is first shown, or ahead of that by `preload`. */
export interface LazyView<Props> {
  (props: Props): ReactNode;
  preload(): Promise<unknown>;
}

/**
 * Declares a view whose code is a chunk of its own.
 * @example export const HelloPage = lazyView(async () => (await import('./views/hello-page.tsx')).HelloPage);
 */
export function lazyView<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyView<Props> {
  const Loaded = lazy(async () => ({ default: await load() })) as unknown as ComponentType<Props>;
  function View(props: Props) {
    return createElement(Loaded, props);
  }
  return Object.assign(View, { preload: load });
}
