/** Names and mounts that several want: the first has it, the others say so and are left out. */
import type { FoundPlugin } from './manifest.ts';

/** Under `/api/<id>` the host itself answers. */
const RESERVED: ReadonlySet<string> = new Set(['callboard', 'auth', 'events']);
/** The mount of the host on which plugins may add routes of their own. */
const SHARED_MOUNT = 'callboard';

/** The plugins, those that cannot have what they ask for with the problem. */
export function settleConflicts(plugins: readonly FoundPlugin[]): FoundPlugin[] {
  const folders = new Map<string, string>();
  return plugins.map((plugin) => {
    if (plugin.problem) return plugin;
    const problem = conflictOf(plugin, folders.get(plugin.id), plugins);
    if (problem) return { ...plugin, problem };
    folders.set(plugin.id, plugin.folder);
    return plugin;
  });
}

function conflictOf(
  { id, manifest, remote }: FoundPlugin,
  takenBy: string | undefined,
  plugins: readonly FoundPlugin[],
): string | undefined {
  if (RESERVED.has(id)) return `the id ${id} is the host's own; choose another`;
  if (manifest?.remote && !remote)
    return 'remote is for a manifest that a service serves: name its address under plugins.remote';
  if (takenBy) return `the id ${id} is taken by the plugin in ${takenBy}`;
  const others = new Set([...RESERVED, ...plugins.map((plugin) => plugin.id)]);
  others.delete(id);
  others.delete(SHARED_MOUNT);
  const foreign = manifest?.mounts.find((mount) => others.has(mount.split('/')[2] ?? ''));
  return foreign && `the mount ${foreign} belongs to somebody else`;
}
