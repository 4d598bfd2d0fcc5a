import {
  HarvestReadError,
  type HarvestContext,
  type HarvestFile,
  type PlaceholderReader,
} from '@callboard/plugin/server';
import { repositoryOf } from './repository-of.ts';

/** Reads what placeholders name: files of the same repository, and URLs that are no files of another one. */
export function placeholderReader(file: HarvestFile, context: HarvestContext): PlaceholderReader {
  const home = homeOf(file);
  return async (target, from) => {
    const resolved = resolve(context, from, target);
    const path = 'inside' in resolved ? resolved.inside : resolved.outside;
    const repository = repositoryOf(path);
    if (home !== undefined && repository !== undefined && repository !== home) {
      throw new HarvestReadError(
        'placeholder-outside-repository',
        'Placeholder may only reference files from the same repository as the entity',
        'Copy the file into the repository of the entity.',
      );
    }
    return { path, text: await context.read(path) };
  };
}

/** The repository that the file is in, where its URL tells. */
function homeOf(file: HarvestFile): string | undefined {
  const url =
    file.location.viewUrl ??
    (file.location.ref.startsWith('url:') ? file.location.ref.slice('url:'.length) : undefined);
  return url === undefined ? undefined : repositoryOf(url);
}

/** An API definition from elsewhere may refer to its neighbours: those are resolved against its own URL. */
function resolve(context: HarvestContext, from: string, target: string): { inside: string } | { outside: string } {
  if (/^https?:\/\//i.test(from) && context.source.type !== 'url') return { outside: new URL(target, from).href };
  return context.resolve(from, target);
}
