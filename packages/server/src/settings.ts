/** From the configuration to what harvests need. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { readKindDefinitions, type AnnotationRule, type JsonObject, type KindDefinition } from '@callboard/core';
import { ConfigError, type ConfigProblem, type LoadedConfig } from './config/load.ts';
import type { Config } from './config/schema.ts';
import { secretsOf, unescapeUrl } from './config/secrets.ts';
import type { DeclaredSource } from './harvest/source-rows.ts';
import type { WorkerData } from './harvest/protocol.ts';
import { createAddressPolicy } from './net/addresses.ts';
import { fetcherOptions } from './net/reading-rules.ts';
import { settleConflicts } from './plugins/conflicts.ts';
import { findPlugins, moduleFile, type FoundPlugin } from './plugins/manifest.ts';
import type { ManifestMemory } from './plugins/manifest-memory.ts';
import { readPluginSettings } from './plugins/plugin-config.ts';
import type { DatabaseAddress } from './storage/database.ts';

/** Where descriptors are looked for unless the configuration says so; which of these files is one, the harvester tells. */
const DESCRIPTORS = ['**/*.yaml', '**/*.yml'];

/** Looks like something that git clones, rather than like a folder or a file. */
const GIT_TARGET = /^(git@|ssh:\/\/|git:\/\/)|\.git\/?$/;

/** What `--source` means: a folder, a git repository, or the URL of a file. */
export function guessSource(text: string, folder: string): DeclaredSource {
  const path = localPath(folder, text);
  if (existsSync(path) && !GIT_TARGET.test(text)) return { type: 'folder', target: path, options: {} };
  if (GIT_TARGET.test(text)) return { type: 'git', target: text, options: {} };
  if (!/^https?:\/\//.test(text)) return { type: 'folder', target: path, options: {} };
  return { type: /\.ya?ml($|[?#])/.test(text) ? 'url' : 'git', target: text, options: {} };
}

/** A path as people write it: relative to a folder, or to their home with `~/`. */
function localPath(folder: string, path: string): string {
  return path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : resolve(folder, path);
}

export function declaredSources({ config, folder }: LoadedConfig, extra: readonly string[]): DeclaredSource[] {
  if (extra.length) return extra.map((text) => withoutCredentials(guessSource(text, process.cwd())));
  const sources = config.sources.map(({ type, target, ...options }): DeclaredSource => ({
    type,
    target: type === 'folder' ? localPath(folder, target) : target,
    options: { ...options },
  }));
  const locations = config.catalog.locations.map(({ type, target, entityName }): DeclaredSource => ({
    type,
    target: type === 'file' ? localPath(folder, target) : target,
    options: entityName ? { entityName } : {},
  }));
  return [...sources, ...locations].map(withoutCredentials);
}

/** A target is shown to people and stored: credentials that stand in its URL become options, which are not. */
function withoutCredentials(source: DeclaredSource): DeclaredSource {
  if (!/^https?:/i.test(source.target) || !URL.canParse(source.target)) return source;
  const url = new URL(source.target);
  const { username, password } = url;
  if (!username && !password) return source;
  url.username = '';
  url.password = '';
  const credentials = {
    username: unescapeUrl(username),
    ...(password ? { token: unescapeUrl(password) } : {}),
  };
  return { ...source, target: url.href, options: { ...credentials, ...source.options } };
}

/** Kinds, plugins and their settings: the part of a configuration that is checked against other files. */
export interface Surroundings {
  kinds: KindDefinition[];
  /** All that lie in folders. */
  found: FoundPlugin[];
  /** Those that are not switched off. */
  plugins: FoundPlugin[];
  pluginConfig: Map<string, Record<string, unknown>>;
  /** Of the configuration and of plugins; never to be seen. */
  secrets: string[];
}

/**
 * Reads what the configuration points at.
 * @param builtIn folder of the plugins that come with the host
 * @param memory of manifests that were read before
 * @throws {ConfigError} naming everything that is wrong with it
 */
export function readSurroundings(loaded: LoadedConfig, builtIn: string, memory?: ManifestMemory): Surroundings {
  const { config, folder } = loaded;
  const problems: ConfigProblem[] = [];
  const attempt = <T>(path: (string | number)[], read: () => T[]): T[] => {
    try {
      return read();
    } catch (error) {
      problems.push(loaded.problem(path, (error as Error).message));
      return [];
    }
  };
  const kinds = config.catalog.kinds.flatMap((file, index) =>
    attempt(['catalog', 'kinds', index], () => readKindDefinitions(readFileSync(resolve(folder, file), 'utf8'))),
  );
  config.reading.allowPrivate.forEach((entry, index) =>
    attempt(['reading', 'allowPrivate', index], () => [createAddressPolicy([entry])]),
  );
  const installed = [
    ...findPlugins(builtIn, memory),
    ...config.plugins.folders.flatMap((path, index) =>
      attempt(['plugins', 'folders', index], () => findPlugins(resolve(folder, path), memory)),
    ),
  ];
  const settings = readPluginSettings(loaded, installed);
  problems.push(...settings.problems);
  if (problems.length) throw new ConfigError(problems);
  return {
    kinds,
    found: installed,
    plugins: settleConflicts(installed.filter(({ id }) => !config.plugins.disabled.includes(id))),
    pluginConfig: settings.byPlugin,
    secrets: [...secretsOf(config), ...settings.secrets],
  };
}

export interface WorkerSettings {
  address: DatabaseAddress;
  surroundings: Surroundings;
  declared: readonly DeclaredSource[];
  dataFolder: string;
  /** Of the portal: another version may read the same bytes differently. */
  version: string;
}

export function workerData(
  loaded: LoadedConfig,
  { address, surroundings, declared, dataFolder, version }: WorkerSettings,
): WorkerData {
  const { config } = loaded;
  const { kinds, plugins, pluginConfig } = surroundings;
  const running = plugins.filter((plugin) => !plugin.problem);
  const harvesters = running.flatMap((plugin) =>
    (plugin.manifest?.contributes.harvesters ?? []).map((harvester) => ({
      plugin: plugin.id,
      module: moduleFile(plugin, harvester.module),
      config: (pluginConfig.get(plugin.id) ?? {}) as JsonObject,
    })),
  );
  const annotations = annotationRules(running);
  const processors = running.flatMap((plugin) =>
    (plugin.manifest?.contributes.entityProcessors ?? []).map(({ id, module, appliesTo }) => ({
      plugin: plugin.id,
      id,
      module: moduleFile(plugin, module),
      ...(appliesTo === undefined ? {} : { appliesTo }),
      config: (pluginConfig.get(plugin.id) ?? {}) as JsonObject,
    })),
  );
  const policy: WorkerData['policy'] = {
    ...(config.catalog.rules ? { rules: rulesOf(config) } : {}),
    yamlMerge: config.catalog.enableYamlMerge,
    maxBytes: config.harvest.limits.fileBytes,
    maxDocuments: config.harvest.limits.documentsPerFile,
    ...(annotations.length ? { annotations } : {}),
  };
  const descriptors = config.catalog.descriptors ?? DESCRIPTORS;
  const exclude = config.catalog.exclude;
  // Where a plugin lies makes no difference to what it reads.
  const readers = [
    ...harvesters.map(({ plugin, config: settings }) => ({ plugin, settings })),
    ...processors.map(({ module: _place, ...processor }) => processor),
  ];
  const reading = running.filter(
    ({ manifest }) => manifest?.contributes.harvesters.length || manifest?.contributes.entityProcessors.length,
  );
  const versions = [version, ...reading.map(({ manifest, build }) => build?.hash ?? manifest?.version)];
  const fingerprint = createHash('sha256')
    .update(JSON.stringify({ readers, kinds, policy, descriptors, exclude, versions }))
    .digest('hex');
  return {
    address,
    harvesters,
    processors,
    kinds,
    policy,
    settings: {
      descriptors,
      exclude,
      maxFiles: config.harvest.limits.filesPerRepository,
      removalGuard: config.harvest.removalGuard,
      orphans: config.catalog.orphanStrategy,
      fingerprint,
    },
    cacheFolder: join(dataFolder, 'cache'),
    // What the person who starts the portal names is meant to be read, wherever it is.
    fetcher: fetcherOptions({ ...config, sources: [...config.sources, ...declared.filter(isConfigurable)] }),
    integrations: config.integrations,
    maxFileBytes: config.harvest.limits.fileBytes,
  };
}

function isConfigurable(source: DeclaredSource): source is DeclaredSource & Config['sources'][number] {
  return source.type !== 'file';
}

/** In one order whatever order plugins are found in: another one would have everything read again. */
function annotationRules(plugins: readonly FoundPlugin[]): AnnotationRule[] {
  const rules = plugins.flatMap(({ manifest }) =>
    (manifest?.contributes.annotations ?? []).flatMap(
      ({ schema, level = 'warning', ...annotation }): AnnotationRule[] =>
        schema ? [{ ...annotation, level, schema, plugin: manifest!.name }] : [],
    ),
  );
  const keyOf = ({ name, plugin }: AnnotationRule) => `${name} ${plugin}`;
  return rules.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** Rules of a configured location hold for what comes from there. */
function rulesOf(config: Config) {
  const own = config.catalog.locations.flatMap(({ type, target, rules }) =>
    (rules ?? []).map((rule) => ({ ...rule, locations: [{ type, exact: target }] })),
  );
  return [...(config.catalog.rules ?? []), ...own];
}
