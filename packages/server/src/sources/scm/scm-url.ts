/** URLs of files on code hosts: taken apart, put together, and resolved against each other. */
import { HarvestReadError, type FileLocation } from '@callboard/plugin/server';
import { hasScheme, resolveInside } from '../paths.ts';
import { certainProvider, integrationOf, providerNamed, providerOf, providers } from './providers.ts';
import { repositoryKey, type RepositoryAddress } from './repository-url.ts';
import { decodePart, type Integrations, type ScmFile, type ScmRequest } from './provider.ts';

/** Takes a file's URL on a code host apart; `undefined` when it is not one. */
export function parseScmUrl(text: string, integrations: Integrations): ScmFile | undefined {
  if (!/^https?:/i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const certain = certainProvider(url, integrations);
  for (const provider of certain ? [certain] : providers) {
    const found = provider.parseFile(url, certain !== undefined);
    if (found) return { provider: provider.name, base: url.origin, ...found };
  }
  return undefined;
}

/** Where people look at, edit and find the file. */
export function scmLocation(
  file: ScmFile,
): Required<Pick<FileLocation, 'ref' | 'viewUrl' | 'sourceRef'>> & FileLocation {
  const provider = providerNamed(file.provider);
  const viewUrl = provider.fileUrl(file);
  const folder = { ...file, path: file.path.split('/').slice(0, -1).join('/') };
  return {
    ref: `url:${viewUrl}`,
    viewUrl,
    // A commit cannot be edited.
    ...(/^[0-9a-f]{40,}$/.test(file.ref) ? {} : { editUrl: provider.editUrl(file) }),
    sourceRef: `url:${provider.folderUrl(folder)}`,
  };
}

/** The request that reads a file, with the token of its host. */
export function readRequest(file: ScmFile, integrations: Integrations): ScmRequest {
  const host = integrationOf(new URL(file.base), integrations)?.host;
  return providerNamed(file.provider).read(file, host);
}

/** The file as part of a repository that was cloned from `address`; `undefined` when the host is of no known make. */
export function scmFileOf(address: RepositoryAddress, ref: string, integrations: Integrations): ScmFile | undefined {
  const provider = providerOf(new URL(address.base), integrations);
  return (
    provider && { provider: provider.name, base: address.base, owner: address.owner, name: address.name, ref, path: '' }
  );
}

/**
 * Resolves what a file of a repository names: a path of the same repository, or a URL, which may lead to the same repository.
 * @param folder the repository at its branch, or the part of it that the snapshot holds; `undefined` when it is on no known host
 * @throws {HarvestReadError} when the target leaves the repository by `..`, or is no place to read from
 */
export function resolveTarget(
  from: string,
  target: string,
  folder: ScmFile | undefined,
  integrations: Integrations,
): { inside: string } | { outside: string } {
  if (!hasScheme(target)) return { inside: resolveInside(from, target) };
  const url = absoluteUrl(target);
  const inside = folder && pathWithin(folder, url, integrations);
  return inside === undefined ? { outside: url } : { inside };
}

/** The path of a URL in a folder of a repository, at the same branch; `undefined` when the URL leads anywhere else. */
function pathWithin(folder: ScmFile, url: string, integrations: Integrations): string | undefined {
  const rootUrl = providerNamed(folder.provider).fileUrl({ ...folder, path: '' });
  const file = parseScmUrl(url, integrations);
  const same = file && scmRepositoryKey(file) === scmRepositoryKey(folder) && file.ref === folder.ref;
  // A branch with a slash in its name is not told from a path, unless one knows it.
  const path = same ? file.path : url.startsWith(rootUrl) ? decodePart(url.slice(rootUrl.length)) : undefined;
  if (path === undefined || !folder.path) return path;
  return path.startsWith(`${folder.path}/`) ? path.slice(folder.path.length + 1) : undefined;
}

/** Page of a repository that was cloned from `address`. */
export function repositoryWebUrl(address: RepositoryAddress, integrations: Integrations): string {
  const file = scmFileOf(address, '', integrations);
  return file ? providerNamed(file.provider).repositoryUrl(file) : `${address.base}/${address.owner}/${address.name}`;
}

/** `host/owner/name` in lower case. */
export function scmRepositoryKey(file: ScmFile): string {
  return repositoryKey({ hostname: new URL(file.base).hostname, owner: file.owner, name: file.name });
}

/**
 * Resolves what a file on the web names: relative to its folder, `/` at the start meaning the root of its repository.
 * @throws {HarvestReadError} when the target leaves the repository by `..`, or is no place to read from
 */
export function resolveUrl(from: string, target: string, integrations: Integrations): string {
  if (hasScheme(target)) return absoluteUrl(target);
  const base = parseScmUrl(from, integrations);
  if (!base) return absoluteUrl(new URL(target, from).href);
  return providerNamed(base.provider).fileUrl({ ...base, path: resolveInside(base.path, decodePart(target)) });
}

/** @throws {HarvestReadError} unless it is an http or https URL */
export function absoluteUrl(target: string): string {
  if (/^https?:\/\//i.test(target) && URL.canParse(target)) return target;
  throw new HarvestReadError(
    'address-refused',
    `"${target}" is not a URL that is read.`,
    'Use a URL that begins with https://, or a path.',
  );
}
