/** How git reaches a repository: with which credentials, and at which address. */
import { isIP } from 'node:net';
import { HarvestReadError } from '@callboard/plugin/server';
import { bareHost } from '../../net/addresses.ts';
import type { Fetcher } from '../../net/fetcher.ts';
import { basic, type Integrations } from '../scm/provider.ts';
import { integrationOf, providerOf } from '../scm/providers.ts';
import type { SourceOptions } from '../source.ts';
import { SourceError } from '../source-error.ts';
import type { GitSetting } from './run-git.ts';
import type { GitTarget } from './target.ts';

/** Old servers answer with all their branches and tags. */
const ANSWER_BYTES = 50_000_000;

export interface GitAccess {
  url: string;
  settings: GitSetting[];
  protocols: string[];
  /** What no message may hold. */
  secrets: string[];
}

/**
 * Checks where the host leads, now, and pins git to it; the answer is good for one run.
 * @param credentials false for a URL that a redirect led to, on another host
 * @throws {SourceError} when the address is not one to read from
 */
export async function accessTo(
  target: GitTarget,
  options: SourceOptions,
  { fetcher, integrations }: { fetcher: Fetcher; integrations: Integrations },
  credentials = true,
): Promise<GitAccess> {
  const access: GitAccess = {
    url: target.url,
    settings: [{ name: 'remote.origin.url', value: target.url }],
    protocols: [target.protocol],
    secrets: [],
  };
  if (!target.host) return access;
  const addresses = await asSourceError(() => fetcher.addresses(target.host!.name, target.host!.port));
  if (target.protocol !== 'https' && target.protocol !== 'http') return access;
  const { name, port } = target.host;
  if (!isIP(bareHost(name))) {
    const pinned = addresses.map((address) => (isIP(address) === 6 ? `[${address}]` : address)).join(',');
    access.settings.push({ name: 'http.curloptResolve', value: `${name}:${port}:${pinned}` });
  }
  const header = credentials ? authorization(target, options, integrations) : undefined;
  if (header) {
    // Named by its host, so that git sends it nowhere else.
    access.settings.push({
      name: `http.${new URL(target.url).origin}/.extraHeader`,
      value: `Authorization: ${header.value}`,
    });
    access.secrets.push(header.secret, header.value.split(' ')[1]!);
  }
  return access;
}

/**
 * Where a repository is in the end, when its host redirects.
 * @throws {SourceError} when that is no place to read from
 */
export async function redirectedUrl(
  target: GitTarget,
  options: SourceOptions,
  { fetcher, integrations }: { fetcher: Fetcher; integrations: Integrations },
): Promise<string> {
  const header = authorization(target, options, integrations);
  const probe = '/info/refs?service=git-upload-pack';
  const { url } = await asSourceError(() =>
    fetcher.fetch(`${target.url}${probe}`, {
      anyHost: true,
      headers: { 'git-protocol': 'version=2', 'user-agent': 'git/2 (callboard)' },
      maxBytes: ANSWER_BYTES,
      ...(header ? { credentials: { authorization: header.value } } : {}),
    }),
  );
  return url.endsWith(probe) ? url.slice(0, -probe.length) : target.url;
}

function authorization(
  target: GitTarget,
  options: SourceOptions,
  integrations: Integrations,
): { value: string; secret: string } | undefined {
  const url = new URL(target.url);
  const host = integrationOf(url, integrations)?.host;
  const secret = options.token ?? target.password ?? host?.token;
  if (!secret) return undefined;
  const username =
    options.username ?? target.username ?? host?.username ?? providerOf(url, integrations)?.gitUser ?? 'git';
  const value = basic(username, secret).credentials?.authorization;
  return value ? { value, secret } : undefined;
}

async function asSourceError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HarvestReadError) throw new SourceError(error.code, error.message, error.hint);
    throw error;
  }
}
