import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { manifestSchema, type Manifest } from '@callboard/core';
import { parse } from 'yaml';

export interface FoundPlugin {
  id: string;
  folder: string;
  /** Absent when the manifest is not right. */
  manifest?: Manifest;
  problem?: string;
}

/** Plugins in the folders, in order of their ids. A manifest that is not right is reported, not thrown. */
export function findPlugins(folders: readonly string[]): FoundPlugin[] {
  const found = folders.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'plugin.yaml')))
      .map((entry) => readPlugin(resolve(folder, entry.name), entry.name)),
  );
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function readPlugin(folder: string, name: string): FoundPlugin {
  try {
    const result = manifestSchema.safeParse(parse(readFileSync(join(folder, 'plugin.yaml'), 'utf8')));
    if (result.success) return { id: result.data.id, folder, manifest: result.data };
    return { id: name, folder, problem: result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') };
  } catch (error) {
    return { id: name, folder, problem: `plugin.yaml cannot be read: ${(error as Error).message}` };
  }
}

/** The plugin's settings: what the configuration says, else the manifest's defaults. @throws naming what is not of its type */
export function pluginConfig(manifest: Manifest, given: Record<string, unknown>): Record<string, unknown> {
  const unknown = Object.keys(given).filter((key) => !(key in manifest.config));
  if (unknown.length) throw new Error(`plugins.config.${manifest.id}: unknown setting ${unknown.join(', ')}; known are ${Object.keys(manifest.config).join(', ') || 'none'}`);
  const settings: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(manifest.config)) {
    const value = given[key] ?? field.default;
    if (value === undefined) continue;
    const type = Array.isArray(value) ? 'array' : typeof value;
    if (type !== field.type) throw new Error(`plugins.config.${manifest.id}.${key}: expected ${field.type}, found ${type}`);
    settings[key] = value;
  }
  return settings;
}
