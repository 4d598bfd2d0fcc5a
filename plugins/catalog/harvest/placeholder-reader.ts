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
    const resolved = await asPlaceholder(() => resolve(context, from, target));
    const path = 'inside' in resolved ? resolved.inside : resolved.outside;
    const repository = repositoryOf(path);
    if (home !== undefined && repository !== undefined && repository !== home) {
      throw new HarvestReadError(
        'placeholder-outside-repository',
        'Placeholder may only reference files from the same repository as the entity',
        'Copy the file into the repository of the entity.',
      );
    }
    return { path, text: await asPlaceholder(() => context.read(path)) };
  };
}

/** What is wrong with a target is told as of a placeholder, wherever the descriptor is checked. */
const codes: Record<string, string> = {
  'file-unreadable': 'placeholder-unreadable',
  'file-binary': 'placeholder-unreadable',
  'file-too-large': 'placeholder-too-large',
  'path-outside-repository': 'placeholder-outside-repository',
};

async function asPlaceholder<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof HarvestReadError ? codes[error.code] : undefined;
    if (!(error instanceof HarvestReadError) || code === undefined) throw error;
    throw new HarvestReadError(code, error.message, error.hint);
  }
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
