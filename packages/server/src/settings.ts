/** From the configuration to what harvests need. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { readKindDefinitions, type JsonObject, type KindDefinition } from '@callboard/core';
import type { LoadedConfig } from './config/load.ts';
import type { Config } from './config/schema.ts';
import type { DeclaredSource } from './harvest/source-rows.ts';
import type { WorkerData } from './harvest/protocol.ts';
import { fetcherOptions } from './net/reading-rules.ts';
import { pluginConfig, type FoundPlugin } from './plugins/manifest.ts';
import type { DatabaseAddress } from './storage/database.ts';

/** Where descriptors are looked for unless the configuration says so; which of these files is one, the harvester tells. */
const DESCRIPTORS = ['**/*.yaml', '**/*.yml'];

/** Looks like something that git clones, rather than like a folder or a file. */
const GIT_TARGET = /^(git@|ssh:\/\/|git:\/\/)|\.git\/?$/;

/** What `--source` means: a folder, a git repository, or the URL of a file. */
export function guessSource(text: string, folder: string): DeclaredSource {
  const path = isAbsolute(text) ? text : resolve(folder, text);
  if (existsSync(path) && !GIT_TARGET.test(text)) return { type: 'folder', target: path, options: {} };
  if (GIT_TARGET.test(text)) return { type: 'git', target: text, options: {} };
  if (!/^https?:\/\//.test(text)) return { type: 'folder', target: path, options: {} };
  return { type: /\.ya?ml($|[?#])/.test(text) ? 'url' : 'git', target: text, options: {} };
}

export function declaredSources({ config, folder }: LoadedConfig, extra: readonly string[]): DeclaredSource[] {
  if (extra.length) return extra.map((text) => guessSource(text, process.cwd()));
  const sources = config.sources.map(({ type, target, ...options }): DeclaredSource => ({ type, target: type === 'folder' ? resolve(folder, target) : target, options: { ...options } }));
  const locations = config.catalog.locations.map(({ type, target, entityName }): DeclaredSource => ({ type, target: type === 'file' ? resolve(folder, target) : target, options: entityName ? { entityName } : {} }));
  return [...sources, ...locations];
}

/** Definitions of configured kinds. @throws naming the file, and the line where it can be told */
export function readKinds({ config, folder }: LoadedConfig): KindDefinition[] {
  return config.catalog.kinds.flatMap((file) => {
    try {
      return readKindDefinitions(readFileSync(resolve(folder, file), 'utf8'));
    } catch (error) {
      throw new Error(`catalog.kinds: ${file} cannot be used: ${(error as Error).message}`, { cause: error });
    }
  });
}

export interface WorkerSettings {
  address: DatabaseAddress;
  plugins: readonly FoundPlugin[];
  declared: readonly DeclaredSource[];
  dataFolder: string;
  /** Of the portal: another version may read the same bytes differently. */
  version: string;
}

export function workerData(loaded: LoadedConfig, { address, plugins, declared, dataFolder, version }: WorkerSettings): WorkerData {
  const { config } = loaded;
  const kinds = readKinds(loaded);
  const harvesters = plugins.flatMap(({ id, folder, manifest }) =>
    (manifest?.contributes.harvesters ?? []).map((harvester) => ({ plugin: id, module: join(folder, harvester.module), config: pluginConfig(manifest!, config.plugins.config[id] ?? {}) as JsonObject })),
  );
  const policy: WorkerData['policy'] = {
    ...(config.catalog.rules ? { rules: rulesOf(config) } : {}),
    yamlMerge: config.catalog.enableYamlMerge,
    maxBytes: config.harvest.limits.fileBytes,
    maxDocuments: config.harvest.limits.documentsPerFile,
  };
  const descriptors = config.catalog.descriptors ?? DESCRIPTORS;
  const exclude = config.catalog.exclude;
  const versions = [version, ...plugins.map((plugin) => plugin.manifest?.version)];
  const fingerprint = createHash('sha256').update(JSON.stringify({ harvesters, kinds, policy, descriptors, exclude, versions })).digest('hex');
  return {
    address,
    harvesters,
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

/** Rules of a configured location hold for what comes from there. */
function rulesOf(config: Config) {
  const own = config.catalog.locations.flatMap(({ type, target, rules }) => (rules ?? []).map((rule) => ({ ...rule, locations: [{ type, exact: target }] })));
  return [...(config.catalog.rules ?? []), ...own];
}
