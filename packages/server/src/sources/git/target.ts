/** What the target of a git source means, and whether git may be given it. */
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseRepositoryUrl, type RepositoryAddress } from '../scm/repository-url.ts';
import type { SourceSpec } from '../source.ts';
import { SourceError } from '../source-error.ts';

export interface GitTarget {
  /** What git is given: without credentials. */
  url: string;
  protocol: 'https' | 'http' | 'ssh' | 'git' | 'file';
  /** Absent for local paths. */
  host?: { name: string; port: number };
  /** Absent for local paths and URLs without an owner. */
  address?: RepositoryAddress;
  /** From the URL; the options of the source go before it. */
  username?: string;
  password?: string;
  /** Reference to read; `HEAD` is the default branch. */
  reference: string;
}

const PORTS = { https: 443, http: 80, ssh: 22, git: 9418 } as const;
const SCP_LIKE = /^((?:[\w.-]+@)?[\w][\w.-]+):(?!\/\/)([\w~/][^\0]*)$/;

/** @throws {SourceError} `source-invalid` */
export function parseGitTarget(spec: SourceSpec): GitTarget {
  const target = spec.target.trim();
  const reference = referenceOf(spec.options.branch);
  // `ext::` and its like run programs.
  if (!target || target.startsWith('-') || /^[\w+-]+::/.test(target) || hasControlCharacters(target)) throw invalid();
  const address = parseRepositoryUrl(target);
  const common = { reference, ...(address ? { address } : {}) };
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(target)?.[1]?.toLowerCase();
  if (scheme === 'file') return { url: fileURLToPath(new URL(target)), protocol: 'file', reference };
  if (scheme) return { ...fromUrl(target, scheme), ...common };
  const [, host, path] = SCP_LIKE.exec(target) ?? [];
  if (!host || !path || isAbsolute(target)) return { url: resolve(target), protocol: 'file', reference };
  return {
    url: `${host}:${path}`,
    protocol: 'ssh',
    host: { name: host.split('@').at(-1)!, port: PORTS.ssh },
    ...common,
  };
}

function fromUrl(target: string, scheme: string): Omit<GitTarget, 'reference'> {
  const protocol = scheme === 'git+ssh' ? 'ssh' : scheme;
  if (!(protocol in PORTS) || !URL.canParse(target)) throw invalid();
  const known = protocol as keyof typeof PORTS;
  const url = new URL(target);
  if (!url.hostname || /^(%2d|-)/i.test(url.hostname)) throw invalid();
  const { username, password } = url;
  url.password = '';
  // The user of ssh is part of the address; that of http is a credential.
  if (known !== 'ssh') url.username = '';
  url.hash = '';
  return {
    url: url.href.replace(/\/+$/, ''),
    protocol: known,
    host: { name: url.hostname, port: Number(url.port) || PORTS[known] },
    ...(username && known !== 'ssh' ? { username: decodeURIComponent(username) } : {}),
    ...(password && known !== 'ssh' ? { password: decodeURIComponent(password) } : {}),
  };
}

function referenceOf(branch: string | undefined): string {
  if (branch === undefined || branch === '') return 'HEAD';
  const plain = /^(?![-/.])[^\s~^:?*[\\\0]+$/.test(branch) && !hasControlCharacters(branch);
  if (!plain || branch.includes('..') || branch.includes('@{') || /(\.lock|[/.])$/.test(branch)) {
    throw new SourceError(
      'source-invalid',
      'The branch is not a name that git allows.',
      'Write the name alone, such as main.',
    );
  }
  return branch.startsWith('refs/') ? branch : `refs/heads/${branch}`;
}

function hasControlCharacters(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- exactly these are what is looked for
  return /[\0-\x1f\x7f]/.test(text);
}

function invalid(): SourceError {
  return new SourceError(
    'source-invalid',
    'The target is not a repository that can be read.',
    'Give an https or ssh URL such as https://host/owner/name.git, or a path.',
  );
}
