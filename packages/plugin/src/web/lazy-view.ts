import { lazy } from 'react';
import type { ComponentType, LazyExoticComponent } from 'react';

/** A view that is fetched when it is first shown, or ahead of that by `preload`. */
export type LazyView<Props> = LazyExoticComponent<ComponentType<Props>> & { preload(): Promise<unknown> };

/**
 * Declares a view whose code is a chunk of its own.
 * @example export const HelloPage = lazyView(async () => (await import('./views/hello-page.tsx')).HelloPage);
 */
export function lazyView<Props>(load: () => Promise<ComponentType<Props>>): LazyView<Props> {
  const view = lazy(async () => ({ default: await load() }));
  return Object.assign(view, { preload: load });
}
