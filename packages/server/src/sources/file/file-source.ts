/** Single files that the configuration names, or a pattern of them, with all that they point at. */
import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, parse, resolve } from 'node:path';
import picomatch from 'picomatch';
import { enclosingCheckout } from '../folder/git-config.ts';
import { folderError } from '../folder/errors.ts';
import type { HashMemory } from '../folder/folder-files.ts';
import { openFolderSnapshot } from '../folder/folder-snapshot.ts';
import { watchFolder } from '../folder/watch.ts';
import { checkGlobs, isGlob } from '../globs.ts';
import type { ScanHint, Snapshot, Source, SourceEnvironment, SourceSpec } from '../source.ts';
import { SourceError } from '../source-error.ts';
import { FileSnapshot } from './file-snapshot.ts';

export function openFileSource(spec: SourceSpec, environment: SourceEnvironment): Source {
  if (/[/\\]$/.test(spec.target)) {
    throw new SourceError(
      'source-invalid',
      `${spec.target} is a folder.`,
      'Name a file in it, or use a source of the type folder.',
    );
  }
  const target = resolve(spec.target);
  if (isGlob(target)) checkGlobs([target]);
  const folder = isGlob(target) ? picomatch.scan(target).base : dirname(target);
  const memory: HashMemory = new Map();

  async function open(): Promise<Snapshot> {
    const real = await realFolder(folder);
    const checkout = await enclosingCheckout(real);
    const root = checkout?.top ?? real;
    const files = await openFolderSnapshot({
      folder: root,
      name: basename(root),
      shallow: false,
      checkout,
      memory,
      environment,
    });
    return new FileSnapshot({
      files,
      root,
      target: join(real, target.slice(folder.length)),
      registered: target,
      direct: spec.options.direct === true,
      entityName: spec.options.entityName,
    });
  }

  return {
    origin: `file:${target}`,
    async scan(hint: ScanHint = {}) {
      if (hint.force) memory.clear();
      await realFolder(folder);
      // What belongs to it shows only by following what the files name.
      const repository = { name: spec.options.name ?? basename(target), head: '', open };
      const wanted = !hint.repositories || hint.repositories.includes(repository.name);
      return { complete: !hint.repositories, repositories: wanted ? [repository] : [] };
    },
    async watch(onChange, onError) {
      if (folder === parse(folder).root || folder === homedir()) return async () => {};
      return watchFolder(folder, () => onChange({}), onError);
    },
  };
}

async function realFolder(folder: string): Promise<string> {
  return realpath(folder).catch((error: unknown) => {
    throw folderError(folder, error);
  });
}
