import { rm } from 'node:fs/promises';
import { openFileSource } from './file/file-source.ts';
import { openFolderSource } from './folder/folder-source.ts';
import { cloneFolder } from './git/clone.ts';
import { openGitSource } from './git/git-source.ts';
import { parseGitTarget } from './git/target.ts';
import type { Source, SourceEnvironment, SourceSpec } from './source.ts';
import { answersFolder } from './url/answers.ts';
import { openUrlSource } from './url/url-source.ts';

/** @throws {SourceError} `source-invalid` when the target cannot be meant */
export function openSource(spec: SourceSpec, environment: SourceEnvironment): Source {
  switch (spec.type) {
    case 'folder':
      return openFolderSource(spec, environment);
    case 'file':
      return openFileSource(spec, environment);
    case 'git':
      return openGitSource(spec, environment);
    case 'url':
      return openUrlSource(spec, environment);
  }
}

/** Deletes what a source that is removed has kept in the cache folder. */
export async function forgetSource(spec: SourceSpec, cacheFolder: string): Promise<void> {
  if (spec.type === 'git')
    await rm(cloneFolder(cacheFolder, parseGitTarget(spec).url), { recursive: true, force: true });
  if (spec.type === 'url') await rm(answersFolder(cacheFolder, spec.target), { recursive: true, force: true });
}
