/** The many ways to write where a repository is: https, ssh, `git@host:path`, its web page. */

import { pathParts } from './provider.ts';

/** Where a repository is, by any of its URLs. */
export interface RepositoryAddress {
  /** Lower case, without port. */
  hostname: string;
  owner: string;
  name: string;
  /** Scheme, host and port of its web pages. */
  base: string;
}

const SCP_LIKE = /^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)(.+)$/;

/** @returns `undefined` for local paths and everything else that is no repository on a host */
export function parseRepositoryUrl(text: string): RepositoryAddress | undefined {
  const trimmed = text.trim();
  const address =
    URL.canParse(trimmed) && /^[a-z+]+:\/\//i.test(trimmed) ? fromUrl(new URL(trimmed)) : fromScpLike(trimmed);
  if (!address) return undefined;
  const parts = repositoryParts(address.parts);
  const name = parts.at(-1)?.replace(/\.git$/, '');
  const owner = parts.slice(0, -1).join('/');
  if (!name || !owner) return undefined;
  return { hostname: address.hostname, base: address.base, owner, name };
}

/** `host/owner/name` in lower case: the same for every way to write the same repository. */
export function repositoryKey(address: { hostname: string; owner: string; name: string }): string {
  return `${address.hostname}/${address.owner}/${address.name}`.toLowerCase();
}

interface Parts {
  hostname: string;
  base: string;
  parts: string[];
}

function fromUrl(url: URL): Parts | undefined {
  if (!/^(https?|ssh|git|git\+ssh|git\+https):$/.test(url.protocol) || !url.hostname) return undefined;
  const web = url.protocol === 'http:' || url.protocol === 'https:';
  const hostname = publicName(url.hostname);
  const base = web ? url.origin : `https://${hostname}`;
  return { hostname, base, parts: pathParts(url) };
}

function fromScpLike(text: string): Parts | undefined {
  const [, host, path] = SCP_LIKE.exec(text) ?? [];
  // One letter is a Windows drive.
  if (!host || !path || host.length < 2) return undefined;
  const hostname = publicName(host);
  return { hostname, base: `https://${hostname}`, parts: path.split('/').filter(Boolean) };
}

/** Some hosts have another name for ssh. */
function publicName(host: string): string {
  const name = host.toLowerCase();
  if (name === 'ssh.dev.azure.com') return 'dev.azure.com';
  return name === 'ssh.github.com' ? 'github.com' : name;
}

/** Leaves out what is not part of owner and name: Bitbucket's `scm` and `projects/…/repos`, Azure's `v3` and `_git`, pages inside. */
function repositoryParts(parts: string[]): string[] {
  const [first, second, third, fourth] = parts;
  if (first === 'scm' && parts.length === 3) return parts.slice(1);
  if ((first === 'projects' || first === 'users') && third === 'repos' && second && fourth) {
    return [first === 'users' ? `~${second}` : second, fourth];
  }
  if (first === 'v3' && parts.length === 4) return parts.slice(1);
  const git = parts.indexOf('_git');
  if (git > 0) return [...parts.slice(0, git), ...parts.slice(git + 1, git + 2)];
  const dash = parts.indexOf('-');
  return dash > 1 ? parts.slice(0, dash) : parts;
}
