import { useApi } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import type { Contributed, Plugin, PluginList } from './types.ts';

const ALL = '/api/callboard/plugins/all';

/** Reads that a change of a plugin makes old. */
export const REFRESHES = ['/api/callboard/plugins'];

export function pluginPath(id: string): string {
  return `/api/callboard/plugins/${encodeURIComponent(id)}`;
}

/** Every plugin that is there. */
export function usePlugins() {
  return useApi<PluginList>(ALL, { touchedBy: [{ type: 'plugin' }] });
}

export const states = ['running', 'off', 'failed'] as const;
export type State = (typeof states)[number];

export function stateOf({ enabled, error }: Plugin): State {
  if (!enabled) return 'off';
  return error ? 'failed' : 'running';
}

/** Why a plugin does not run; nothing for one that a person switched off, or that runs. */
export function reasonOf(plugin: Plugin): string | undefined {
  const { locked, reason, error } = plugin;
  const state = stateOf(plugin);
  if (state === 'running') return undefined;
  if (state === 'failed') return error;
  if (locked) return messages.reason.locked;
  return reason && messages.reason.portal(reason);
}

export interface Added {
  point: string;
  items: readonly Contributed[];
}

/** What a plugin adds, by extension point, what people see first; permissions are not told here. */
export function addedBy({ manifest }: Plugin): Added[] {
  const order = Object.keys(messages.points);
  return Object.entries(manifest?.contributes ?? {})
    .filter(([point, items]) => point !== 'permissions' && items.length > 0)
    .map(([point, items]) => ({ point, items }))
    .toSorted((a, b) => place(order, a.point) - place(order, b.point));
}

/** Points that are newer than this page come last. */
function place(order: readonly string[], point: string): number {
  const at = order.indexOf(point);
  return at < 0 ? order.length : at;
}

/** `2 pages, 1 card`. */
export function addedInWords(plugin: Plugin): string {
  return addedBy(plugin)
    .map(({ point, items }) => messages.counted(point, items.length))
    .join(', ');
}

export interface Wanted {
  text: string;
  state: string;
  category: string;
}

/** The plugins that a reader looks for: those that fail first, then by name. */
export function matching(plugins: readonly Plugin[], { text, state, category }: Wanted): Plugin[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return plugins
    .filter((plugin) => {
      if (state && stateOf(plugin) !== state) return false;
      if (category && (plugin.manifest?.category ?? 'other') !== category) return false;
      const said = [plugin.id, plugin.name, plugin.description, plugin.owner ?? '', addedInWords(plugin)];
      const all = said.join(' ').toLowerCase();
      return words.every((word) => all.includes(word));
    })
    .toSorted(
      (a, b) => Number(stateOf(b) === 'failed') - Number(stateOf(a) === 'failed') || a.name.localeCompare(b.name),
    );
}
