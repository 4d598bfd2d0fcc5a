/** Everything that can be told of a plugin without running it. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nearest, type Manifest } from '@callboard/core';
import { z } from '@callboard/plugin/server';
import { makePlugin, readNote } from './build/build-plugin.ts';
import type { Note } from './build/layout.ts';
import { findPlugins } from './manifest.ts';

/** Something that keeps a plugin, or one of its views, from working. */
export interface PluginProblem {
  message: string;
  hint: string;
}

/** What a version of Callboard offers to plugins: the names that each module exports. */
const surfaceSchema = z.object({ version: z.string(), modules: z.record(z.string(), z.array(z.string())) });
export type Surface = z.output<typeof surfaceSchema>;

/** Where a version says what it offers, in its checkout. */
const SURFACE = 'packages/plugin/surface.json';
const OWN = join(import.meta.dirname, '../../../..', SURFACE);

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

function readSurface(against: string | undefined): Surface {
  const inside = against === undefined ? OWN : join(against, SURFACE);
  const file = existsSync(inside) ? inside : against;
  if (file === undefined || !existsSync(file)) throw new Error(`there is no version of Callboard at ${inside}`);
  const surface = surfaceSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!surface.success) throw new Error(`${file} does not say what a version of Callboard offers`);
  return surface.data;
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

function missingNames({ uses }: Note, { version, modules }: Surface): PluginProblem[] {
  return Object.entries(uses).flatMap(([module, names]) => {
    const offered = modules[module];
    if (!offered)
      return [{ message: `${module} is not shared by Callboard ${version}`, hint: 'Bring it along, or do without.' }];
    return names
      .filter((name) => !offered.includes(name))
      .map((name) => ({
        message: `${module} of Callboard ${version} does not export ${name}`,
        hint: suggestion(name, offered) ?? 'The changelog of that version says what took its place.',
      }));
  });
}

function suggestion(name: string, known: readonly string[]): string | undefined {
  const [close] = nearest(name, known);
  return close === undefined ? undefined : `Did you mean ${close}?`;
}
