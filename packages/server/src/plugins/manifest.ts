/** Finding plugins and reading their manifests, before any of their code runs. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { manifestSchema, type Manifest } from '@callboard/core';
import { readYaml } from '../config/yaml-file.ts';
import type { BuiltPlugin } from './build/layout.ts';
import { openManifestMemory, type ManifestMemory } from './manifest-memory.ts';

const MANIFEST = 'plugin.yaml';

export interface FoundPlugin {
  /** As the manifest says; the name of the folder where it cannot be told. */
  id: string;
  folder: string;
  /** Absent when the manifest is not right. */
  manifest?: Manifest;
  /** What was built of it; absent where it runs from its source, as what comes with the host does. */
  build?: BuiltPlugin;
  /** Where the service behind it is, of a plugin that is one. */
  remote?: { url: string; base: string; hash: string };
  /** Why it is left out. */
  problem?: string;
}

/** File of a module that the manifest names. */
export function moduleFile({ folder, build }: FoundPlugin, module: string): string {
  if (!build) return join(folder, module);
  const file = build.note.modules[module];
  if (file === undefined) throw new Error(`${module} is not in the built plugin; build it again`);
  return join(build.folder, file);
}

/**
 * The plugins in a folder, or the one that the folder is, in order of their names. A manifest that is not right is reported, not thrown.
 * @throws when the folder cannot be read
 */
export function findPlugins(folder: string, memory: ManifestMemory = openManifestMemory(undefined)): FoundPlugin[] {
  const path = resolve(folder);
  if (existsSync(join(path, MANIFEST))) return [readPlugin(path, memory)];
  return readdirSync(path)
    .sort()
    .map((name) => join(path, name))
    .filter((plugin) => existsSync(join(plugin, MANIFEST)))
    .map((plugin) => readPlugin(plugin, memory));
}

function readPlugin(folder: string, memory: ManifestMemory): FoundPlugin {
  const id = basename(folder);
  try {
    const text = readFileSync(join(folder, MANIFEST), 'utf8');
    const known = manifestSchema.safeParse(memory.get(text));
    if (known.success) return { id: known.data.id, folder, manifest: known.data };
    const { value, errors, placeOf } = readYaml(text);
    const result = manifestSchema.safeParse(value);
    if (!errors.length && result.success) {
      memory.set(text, value);
      return { id: result.data.id, folder, manifest: result.data };
    }
    const issues = (result.error?.issues ?? []).map((issue) => ({
      ...placeOf(issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path),
      message: `${issue.path.map(String).join('.') || 'the manifest'}: ${issue.message}`,
    }));
    const problems = (errors.length ? errors : issues).map(
      ({ line, column, message }) => `${MANIFEST}:${line}:${column} ${message}`,
    );
    return { id, folder, problem: problems.join('; ') };
  } catch (error) {
    return { id, folder, problem: `${MANIFEST} cannot be read: ${(error as Error).message}` };
  }
}
