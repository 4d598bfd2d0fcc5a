/** What versions of Callboard offer to plugins, and what a plugin takes of it that is not there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nearest } from '@callboard/core';
import { z } from '@callboard/plugin/server';
import type { Note } from './build/layout.ts';

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

export function readSurface(against?: string): Surface {
  const inside = against === undefined ? OWN : join(against, SURFACE);
  const file = existsSync(inside) ? inside : against;
  if (file === undefined || !existsSync(file)) throw new Error(`there is no version of Callboard at ${inside}`);
  const surface = surfaceSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!surface.success) throw new Error(`${file} does not say what a version of Callboard offers`);
  return surface.data;
}

export function missingNames({ uses }: Note, { version, modules }: Surface): PluginProblem[] {
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

/** The name that was probably meant. */
export function suggestion(name: string, known: readonly string[]): string | undefined {
  const [close] = nearest(name, known);
  return close === undefined ? undefined : `Did you mean ${close}?`;
}
