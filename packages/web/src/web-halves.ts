import { lazy } from 'react';
import type { ComponentType } from 'react';
import { messages } from './messages.ts';

type View = ComponentType<Record<string, unknown>>;
type WebHalf = Record<string, View | undefined>;

/** Every web half in the build, by the name of its folder, which is the plugin's id. Each is a chunk of its own. */
const halves = new Map(
  Object.entries(import.meta.glob<WebHalf>('../../../plugins/*/web.tsx')).map(([path, load]) => [
    path.split('/').at(-2) ?? '',
    load,
  ]),
);

const views = new Map<string, View>();

async function loadView(pluginId: string, name: string): Promise<View> {
  const half = await halves.get(pluginId)?.();
  const view = half?.[name];
  if (!view) throw new Error(messages.viewMissing(pluginId, name));
  return view;
}

/** The named view of a plugin; its code is fetched when it is first rendered. */
export function viewOf(pluginId: string, name: string): View {
  const key = `${pluginId}/${name}`;
  const known = views.get(key);
  if (known) return known;
  const view = lazy(async () => ({ default: await loadView(pluginId, name) })) as unknown as View;
  views.set(key, view);
  return view;
}

/** Forgets a view, so that it is loaded anew. */
export function forgetView(pluginId: string, name: string): void {
  views.delete(`${pluginId}/${name}`);
}

/** Fetches the code of a view ahead of its first showing. */
export async function preloadView(pluginId: string, name: string): Promise<void> {
  const view = (await loadView(pluginId, name)) as View & { preload?: () => Promise<unknown> };
  await view.preload?.();
}
