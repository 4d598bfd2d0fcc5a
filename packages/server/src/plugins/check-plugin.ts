/** Everything that can be told of a plugin without running it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Manifest } from '@callboard/core';
import { makePlugin, readNote } from './build/build-plugin.ts';
import type { Note } from './build/layout.ts';
import { findPlugins } from './manifest.ts';
import { missingNames, readSurface, suggestion, type PluginProblem } from './surface.ts';

/**
 * @param folder of a plugin, source or built
 * @param against checkout of the version that it is to run on, or its surface.json; absent: this one
 * @throws when there is no such version
 */
export async function checkPlugin(folder: string, against?: string): Promise<PluginProblem[]> {
  const surface = readSurface(against);
  const [plugin] = findPlugins(folder);
  if (!plugin?.manifest)
    return [{ message: plugin?.problem ?? `there is no plugin.yaml in ${folder}`, hint: 'Mend the manifest first.' }];
  const work = await mkdtemp(join(tmpdir(), 'callboard-check-'));
  try {
    let note = readNote(folder);
    if (!note) {
      await makePlugin(folder, join(work, 'built'));
      note = readNote(join(work, 'built'))!;
    }
    return [...missingViews(plugin.manifest, note), ...missingNames(note, surface)];
  } catch (error) {
    return [{ message: (error as Error).message, hint: 'Mend it there; nothing of the plugin runs before.' }];
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function missingViews({ web, contributes }: Manifest, { views }: Note): PluginProblem[] {
  const named = Object.entries(contributes).flatMap(([point, items]) =>
    (items as readonly object[]).flatMap((item) =>
      'view' in item && typeof item.view === 'string' ? [{ point, view: item.view }] : [],
    ),
  );
  return named
    .filter(({ view }) => !views.includes(view))
    .map(({ point, view }) => ({
      message: `contributes.${point} names the view ${view}, which ${web ?? 'no web half'} does not export`,
      hint: suggestion(view, views) ?? `Export a component ${view}.`,
    }));
}
