/** Asking the other side: which commit the branch is at. */
import { mkdir } from 'node:fs/promises';
import type { Fetcher } from '../../net/fetcher.ts';
import type { Integrations } from '../scm/provider.ts';
import type { SourceOptions } from '../source.ts';
import { SourceError } from '../source-error.ts';
import { accessTo, redirectedUrl, type GitAccess } from './access.ts';
import { gitFailure } from './failures.ts';
import { runGit, type GitResult } from './run-git.ts';
import type { GitTarget } from './target.ts';

export interface RemoteHead {
  commit: string;
  /** Full reference, such as `refs/heads/main`. */
  reference: string;
}

const ASK_TIMEOUT = 60_000;
const LISTING_BYTES = 1_000_000;

export class Remote {
  readonly #target: GitTarget;
  readonly #options: SourceOptions;
  readonly #environment: { fetcher: Fetcher; integrations: Integrations };
  readonly #folder: string;
  /** Where a redirect led to. */
  #moved: GitTarget | undefined;

  constructor(
    target: GitTarget,
    options: SourceOptions,
    environment: { fetcher: Fetcher; integrations: Integrations },
    folder: string,
  ) {
    this.#target = target;
    this.#options = options;
    this.#environment = environment;
    this.#folder = folder;
  }

  get url(): string {
    return this.#target.url;
  }

  /** Where and how git reaches the repository now. @throws {SourceError} */
  access(): Promise<GitAccess> {
    const target = this.#moved ?? this.#target;
    // Credentials are for the host that they were given for.
    const trusted = !this.#moved || new URL(target.url).origin === new URL(this.#target.url).origin;
    return accessTo(target, this.#options, this.#environment, trusted);
  }

  /** @throws {SourceError} when there is nothing to read */
  async head(): Promise<RemoteHead> {
    await mkdir(this.#folder, { recursive: true });
    let access = await this.access();
    let result = await this.#list(access);
    if (result.code !== 0 && /returned error: 30[12378]/.test(result.stderr)) {
      const url = await redirectedUrl(this.#target, this.#options, this.#environment);
      this.#moved = { ...this.#target, url, protocol: url.startsWith('https:') ? 'https' : 'http', host: hostOf(url) };
      access = await this.access();
      result = await this.#list(access);
    }
    if (result.timedOut) throw gitFailure(this.url, 'fatal: the host is too slow', access.secrets);
    if (result.code !== 0) throw gitFailure(this.url, result.stderr, access.secrets);
    return this.#parse(result.stdout.toString('utf8'));
  }

  #list(access: GitAccess): Promise<GitResult> {
    return runGit({
      args: ['ls-remote', '--symref', '--', access.url, this.#target.reference],
      cwd: this.#folder,
      settings: access.settings,
      protocols: access.protocols,
      timeoutMs: ASK_TIMEOUT,
      maxBytes: LISTING_BYTES,
    });
  }

  #parse(listing: string): RemoteHead {
    const wanted = this.#target.reference;
    const lines = listing.split('\n').map((line) => line.split('\t'));
    const commit = lines.find(([id, name]) => name === wanted && /^[0-9a-f]{40,64}$/.test(id ?? ''))?.[0];
    if (!commit) throw this.#nothing();
    const symbolic = lines.find(([first, name]) => name === wanted && first?.startsWith('ref: '))?.[0];
    return { commit, reference: symbolic?.slice('ref: '.length) ?? wanted };
  }

  #nothing(): SourceError {
    const wanted = this.#target.reference;
    if (wanted === 'HEAD') {
      return new SourceError(
        'source-not-found',
        `${this.url} has no commit on its default branch.`,
        'Push a first commit, or set the branch to read.',
      );
    }
    return new SourceError(
      'source-not-found',
      `${this.url} has no branch ${wanted.replace('refs/heads/', '')}.`,
      'Correct the branch of the source.',
    );
  }
}

function hostOf(text: string): { name: string; port: number } {
  const url = new URL(text);
  return { name: url.hostname, port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80) };
}
