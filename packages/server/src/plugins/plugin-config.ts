/** The settings that the configuration has for plugins, checked against what their manifests declare. */
import { configTypeOf, nearest, type Manifest } from '@callboard/core';
import { readSecret } from '../config/interpolate.ts';
import type { ConfigProblem, LoadedConfig } from '../config/load.ts';
import type { Path } from '../config/yaml-file.ts';
import type { FoundPlugin } from './manifest.ts';

export interface PluginSettings {
  /** What a plugin is given: what the configuration says, else the defaults of the manifest. */
  byPlugin: Map<string, Record<string, unknown>>;
  /** Values that must never be seen. */
  secrets: string[];
  problems: ConfigProblem[];
}

export function readPluginSettings(loaded: LoadedConfig, plugins: readonly FoundPlugin[]): PluginSettings {
  const { config, disabled } = loaded.config.plugins;
  const settings: PluginSettings = { byPlugin: new Map(), secrets: [], problems: [] };
  for (const { manifest } of plugins) if (manifest) readOne(manifest, loaded, settings);
  // The id of a plugin with a broken manifest is not known for sure.
  if (plugins.some((plugin) => !plugin.manifest)) return settings;
  const known = new Set(plugins.map((plugin) => plugin.id));
  const complain = (path: (string | number)[], id: string) => {
    if (known.has(id)) return;
    // It may have been installed while the portal ran, which only the database knows; unless it is all but the name of another.
    const [meant] = nearest(id, known);
    if (meant !== undefined)
      settings.problems.push(loaded.problem(path, `there is no plugin ${id}; did you mean ${meant}?`));
  };
  for (const id of Object.keys(config)) complain(['plugins', 'config', id], id);
  disabled.forEach((id, index) => complain(['plugins', 'disabled', index], id));
  return settings;
}

function readOne(manifest: Manifest, loaded: LoadedConfig, { byPlugin, secrets, problems }: PluginSettings): void {
  const result = settingsOf(manifest, loaded);
  byPlugin.set(manifest.id, result.settings);
  secrets.push(...result.secrets);
  problems.push(...result.problems);
}

export interface SettingsOfPlugin {
  settings: Record<string, unknown>;
  secrets: string[];
  problems: ConfigProblem[];
}

/**
 * The settings of one plugin: what the configuration says, else what was set in the portal, else the defaults of the manifest.
 * @param made in the portal; what does not fit the manifest (any more) is passed over
 */
export function settingsOf(
  manifest: Manifest,
  loaded: LoadedConfig,
  made: Record<string, unknown> = {},
): SettingsOfPlugin {
  const given = ownValue(loaded.config.plugins.config, manifest.id) ?? {};
  const path = ['plugins', 'config', manifest.id];
  const result: SettingsOfPlugin = { settings: {}, secrets: [], problems: [] };
  const report = (at: Path, message: string) => void result.problems.push(loaded.problem(at, message));
  const known = Object.keys(manifest.config).join(', ') || 'none';
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(manifest.config, key)) report([...path, key], `no such setting; known are ${known}`);
  }
  for (const [key, field] of Object.entries(manifest.config)) {
    const declared = ownValue(given, key);
    const set = ownValue(made, key);
    const value = declared ?? (configTypeOf(set) === field.type ? set : undefined) ?? field.default;
    if (value === undefined) continue;
    const type = configTypeOf(value) ?? 'nothing';
    if (type !== field.type) report([...path, key], `expected ${field.type}, found ${type}`);
    result.settings[key] = value;
    if (!field.secret || typeof value !== 'string') continue;
    // Only who writes the configuration may point at files.
    const secret =
      declared === undefined ? value : readSecret(value, [...path, key], { folder: loaded.folder, report });
    result.settings[key] = secret;
    result.secrets.push(secret);
  }
  return result;
}

function ownValue<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
