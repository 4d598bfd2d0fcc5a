/** What Callboard knows of a code host: how its URLs are built, and how its files are read. */
import type { Config } from '../../config/schema.ts';

export type Integrations = Config['integrations'];
export type ProviderName = keyof Integrations;
/** Nothing configured: only what URLs show by themselves. */
export const NO_INTEGRATIONS: Integrations = {
  github: [],
  gitlab: [],
  bitbucketCloud: [],
  bitbucketServer: [],
  gitea: [],
  azure: [],
};

/** Settings of one host under `integrations`. */
export type HostIntegration = Integrations[ProviderName][number];

/** A repository on a code host. */
export interface ScmRepository {
  provider: ProviderName;
  /** Scheme, host and port, such as `https://github.com`. */
  base: string;
  /** Everything before the name: `owner`, `group/subgroup`, `KEY`, `organisation/project`. */
  owner: string;
  name: string;
}

/** A file or folder of a repository at a branch, tag or commit. */
export interface ScmFile extends ScmRepository {
  /** Empty: the default branch, where the host's URLs can leave it out. */
  ref: string;
  /** Without a slash at the start; not percent-encoded. */
  path: string;
}

/** An HTTP request that gives something's bytes. */
export interface ScmRequest {
  url: string;
  headers?: Record<string, string>;
  /** Headers with secrets. */
  credentials?: Record<string, string>;
}

/** One entry of a listing: a path, and an id of its content. */
export interface TreeEntry {
  path: string;
  sha: string;
}

/** How the listing of a repository is read, page by page. */
export interface TreePage {
  entries: TreeEntry[];
  /** What is not on this page: nothing, what the next page has, or what the host does not list at all. */
  rest: 'none' | 'next-page' | 'unlisted';
}

export interface ScmProvider {
  name: ProviderName;
  /** Hosts that are this provider without being configured. */
  hosts: readonly string[];
  /** Understands the path and query of a file's page, raw text or edit page; `known`: the host is surely this provider. */
  parseFile(url: URL, known: boolean): (Omit<ScmFile, 'provider' | 'base'> & { base?: string }) | undefined;
  /** Page of the repository. */
  repositoryUrl(repository: ScmRepository): string;
  fileUrl(file: ScmFile): string;
  editUrl(file: ScmFile): string;
  /** Ends in `/` where the host's URLs allow it. */
  folderUrl(folder: ScmFile): string;
  /** How the bytes of a file are read. */
  read(file: ScmFile, host?: HostIntegration): ScmRequest;
  /** How page `page` (from 1) of all paths is read; absent where no listing is known. */
  tree?(file: ScmFile, page: number, host?: HostIntegration): ScmRequest;
  parseTree?(body: unknown): TreePage;
  /** User name that goes with a token when git asks over HTTP. */
  gitUser: string;
}

/** Percent-encodes a path but for its slashes (and the `*` of patterns). */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** Parts of a URL's path, decoded. */
export function pathParts(url: URL): string[] {
  return url.pathname.split('/').filter(Boolean).map(decodePart);
}

export function bearer(host: HostIntegration | undefined): Pick<ScmRequest, 'credentials'> {
  return host?.token ? { credentials: { authorization: `Bearer ${host.token}` } } : {};
}

export function basic(username: string, password: string): Pick<ScmRequest, 'credentials'> {
  return { credentials: { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` } };
}

/** Undoes percent-encoding where there is some. */
export function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A lone percent sign is not an escape.
    return part;
  }
}
