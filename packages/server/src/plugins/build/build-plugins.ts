import { availableParallelism } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { shareKit } from '../kit-modules.ts';
import type { FoundPlugin } from '../manifest.ts';
import { buildPlugin } from './build-plugin.ts';

export interface BuildOptions {
  /** Folder of the plugins that come with the host: they run from their source, and their web halves are part of the portal's web. */
  builtIn: string;
  /** Folder for what is built. */
  cache: string;
}

/** The plugins, each with what was built of it; one that cannot be built has the bundler's complaint as its problem. */
export function buildPlugins(plugins: readonly FoundPlugin[], options: BuildOptions): Promise<FoundPlugin[]> {
  const built = [...plugins];
  const queue = plugins.keys();
  // Each bundler is a process that fills a core.
  const worker = async () => {
    for (const index of queue) built[index] = await buildOne(plugins[index]!, options);
  };
  return Promise.all(Array.from({ length: availableParallelism() }, worker)).then(() => built);
}

async function buildOne(plugin: FoundPlugin, { builtIn, cache }: BuildOptions): Promise<FoundPlugin> {
  if (plugin.problem || runsFromSource(plugin, builtIn)) return plugin;
  try {
    shareKit();
    return { ...plugin, build: await buildPlugin(plugin.folder, join(cache, plugin.id)) };
  } catch (error) {
    return { ...plugin, problem: `it cannot be built: ${(error as Error).message}` };
  }
}

/** Server halves of examples lie beside the kit that they import: the first start of an example need not wait for a bundler. */
function runsFromSource({ folder, manifest }: FoundPlugin, builtIn: string): boolean {
  if (folder.startsWith(builtIn + sep)) return true;
  return !manifest?.web && folder.startsWith(join(dirname(builtIn), 'examples') + sep);
}
