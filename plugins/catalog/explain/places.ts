/** Which source, repository and file a person means. */
import { basename, isAbsolute, join, relative } from 'node:path';
import type { RepositoryStatus, Sources, SourceStatus } from '@callboard/plugin/server';
import { repositoryOf } from '../harvest/repository-of.ts';
import { repositoryKey, type Understanding } from './understand.ts';

export interface Place {
  source: SourceStatus;
  repository?: RepositoryStatus;
  /** End of a path in the repository. */
  path?: string;
}

/** Repositories that are meant; where only a source covers what is meant, that alone. */
export async function findPlaces(meant: Understanding, sources: Sources): Promise<Place[]> {
  const all = await sources.list();
  const places: Place[] = [];
  const covering: Place[] = [];
  for (const source of all) {
    for (const repository of await sources.repositories(source.id)) {
      const path = pathInside(meant, source, repository);
      if (path !== undefined) places.push({ source, repository, ...(path !== '' && { path }) });
    }
    if (covers(source, meant)) covering.push({ source });
  }
  return places.length ? places : covering;
}

/** Path in the repository (empty: the repository itself); `undefined` when another one is meant. */
function pathInside(meant: Understanding, source: SourceStatus, repository: RepositoryStatus): string | undefined {
  if (meant.path !== undefined) {
    const folder = source.type === 'folder' ? folderOf(source, repository) : localPath(source);
    return folder === undefined ? undefined : pathBelow(folder, meant.path);
  }
  if (meant.url !== undefined) {
    const addresses = [repository.url, source.type === 'git' ? source.target : undefined].filter(
      (address) => address !== undefined,
    );
    const isMeant =
      addresses.some((address) => repositoryKey(address) === meant.repository) ||
      (source.type === 'url' && source.target === meant.url);
    return isMeant ? fileInUrl(meant.url) : undefined;
  }
  return meant.name === undefined ? undefined : pathAfterName(meant.name, repository);
}

/** What follows the name of the repository, in whichever of the ways in which people name one. */
function pathAfterName(typed: string, { name, url }: RepositoryStatus): string | undefined {
  const key = repositoryKey(url ?? name);
  const names = [name.toLowerCase(), key, ...key.split('/').map((_, at, parts) => parts.slice(at).join('/'))];
  const wanted = typed.toLowerCase();
  const found = names.find((one) => one !== '' && (wanted === one || wanted.startsWith(`${one}/`)));
  return found === undefined ? undefined : typed.slice(found.length + 1);
}

function covers(source: SourceStatus, { path, url, repository }: Understanding): boolean {
  const folder = localPath(source);
  if (path !== undefined) return folder !== undefined && pathBelow(folder, path) !== undefined;
  if (url === undefined) return false;
  if (source.type === 'url') return source.target === url || repositoryOf(source.target) === repository;
  return source.type === 'git' && repositoryKey(source.target) === repository;
}

/** Where on this machine a source is. */
function localPath({ type, target }: SourceStatus): string | undefined {
  if (type !== 'git') return type === 'url' ? undefined : target;
  const path = target.replace(/^file:\/\//, '');
  return isAbsolute(path) ? path : undefined;
}

/** A folder that is itself the one repository is named after itself. */
function folderOf(source: SourceStatus, repository: RepositoryStatus): string {
  const isItself =
    source.repositories === 1 && (repository.name === basename(source.target) || repository.name === '.');
  return isItself ? source.target : join(source.target, repository.name);
}

function pathBelow(folder: string, path: string): string | undefined {
  const below = relative(folder, path);
  return below.startsWith('..') || isAbsolute(below) ? undefined : below.replaceAll('\\', '/');
}

/** The path in the URL of a file, as far as it can be told from the branch. */
function fileInUrl(url: string): string {
  if (!URL.canParse(url)) return '';
  const { pathname, host, searchParams } = new URL(url);
  const named = searchParams.get('path');
  if (named !== null && pathname.includes('/_git/')) return named.replace(/^\/+/, '');
  const [, path = ''] =
    (host === 'raw.githubusercontent.com'
      ? /^\/[^/]+\/[^/]+\/(?:refs\/heads\/)?[^/]+\/(.+)$/
      : /\/(?:-\/)?(?:(?:blob|raw|tree|edit|blame|src\/branch|src\/commit|src\/tag|src)\/[^/]+|browse)\/(.+)$/
    ).exec(pathname) ?? [];
  try {
    return decodeURI(path);
  } catch {
    // Not encoded as it should be: as it stands, it is still the best guess.
    return path;
  }
}
