import { lazy } from 'react';
import type { ComponentType } from 'react';
import type { PluginInfo } from '@callboard/plugin/web';
import { messages } from './messages.ts';

type View = ComponentType<Record<string, unknown>>;
type WebHalf = Record<string, View | undefined>;

/** The web halves in the build, by the name of their folder, which is the plugin's id. Each is a chunk of its own. */
const halves = new Map(
  Object.entries(import.meta.glob<WebHalf>('../../../plugins/*/web.tsx')).map(([path, load]) => [
    path.split('/').at(-2) ?? '',
    load,
  ]),
);

/** Times that a view was forgotten: a browser would never ask again for a module that it could not load. */
const tries = new Map<string, number>();
const views = new Map<string, View>();

async function loadView({ id, web }: PluginInfo, name: string): Promise<View> {
  const half = web ? await loadElsewhere(web) : await halves.get(id)?.();
  const view = half?.[name];
  if (!view) throw new Error(messages.viewMissing(id, name));
  return view;
}

/** The web half of a plugin that is not in the build: a module that imports what the page shares with it. */
async function loadElsewhere({ module, styles }: NonNullable<PluginInfo['web']>): Promise<WebHalf> {
  await Promise.all([import('./styles/all-components.ts'), ...styles.map(addStyles)]);
  const again = tries.get(module);
  return (await import(/* @vite-ignore */ again ? `${module}?try=${again}` : module)) as WebHalf;
}

const styleSheets = new Map<string, Promise<void>>();

/** Resolves when the styles hold; a view whose styles do not come is drawn without them. */
function addStyles(href: string): Promise<void> {
  const known = styleSheets.get(href);
  if (known) return known;
  const link = document.createElement('link');
  const added = new Promise<void>((resolve) => {
    link.onload = link.onerror = () => resolve();
  });
  styleSheets.set(href, added);
  link.rel = 'stylesheet';
  link.href = href;
  document.head.append(link);
  return added;
}

function keyOf({ id, web }: PluginInfo, name: string): string {
  return `${web?.module ?? id}/${name}`;
}

/** The named view of a plugin; its code is fetched when it is first rendered. */
export function viewOf(plugin: PluginInfo, name: string): View {
  const key = keyOf(plugin, name);
  const known = views.get(key);
  if (known) return known;
  const view = lazy(async () => ({ default: await loadView(plugin, name) })) as unknown as View;
  views.set(key, view);
  return view;
}

/** Forgets a view, so that it is loaded anew. */
export function forgetView(plugin: PluginInfo, name: string): void {
  views.delete(keyOf(plugin, name));
  if (plugin.web) tries.set(plugin.web.module, (tries.get(plugin.web.module) ?? 0) + 1);
}

/** Fetches the code of a view ahead of its first showing. */
export async function preloadView(plugin: PluginInfo, name: string): Promise<void> {
  const view = (await loadView(plugin, name)) as View & { preload?: () => Promise<unknown> };
  await view.preload?.();
}
