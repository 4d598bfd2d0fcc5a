/** Files on the web, each looked at once per snapshot. Paths are absolute URLs, but for the Location entity that it starts from. */
import { HarvestReadError, type FileLocation } from '@callboard/plugin/server';
import { contentHash, generatedLocation, LOCATION_PATH } from '../generated-location.ts';
import { createMatcher } from '../globs.ts';
import type { Integrations } from '../scm/provider.ts';
import { absoluteUrl, parseScmUrl, resolveUrl, scmLocation, scmRepositoryKey } from '../scm/scm-url.ts';
import type { Snapshot, SnapshotFile } from '../source.ts';
import type { Answer, Answers } from './answers.ts';
import { requestFor } from './read-url.ts';
import { expandWildcard } from './wildcards.ts';

export interface UrlSnapshotOptions {
  target: string;
  /** Start from the file itself. */
  direct: boolean;
  entityName: string | undefined;
  answers: Answers;
  integrations: Integrations;
  force: boolean;
}

export class UrlSnapshot implements Snapshot {
  readonly #options: UrlSnapshotOptions;
  readonly #descriptor: Buffer;
  readonly #answers = new Map<string, Promise<Answer | undefined>>();
  /** Content ids that a listing told. */
  readonly #listed = new Map<string, string>();

  constructor(options: UrlSnapshotOptions) {
    this.#options = options;
    this.#descriptor = generatedLocation('url', options.target, options.entityName);
  }

  async start(): Promise<string[]> {
    const { direct, target } = this.#options;
    if (!direct) return [LOCATION_PATH];
    return target.includes('*') ? (await this.#expand(target)).map(({ path }) => path) : [target];
  }

  /** Only URLs with `*` in their path can be listed: on the web nobody tells what else there is. */
  async list(globs: string[], exclude: string[]): Promise<SnapshotFile[]> {
    const urls = globs.filter((glob) => /^https?:/i.test(glob));
    const found = (await Promise.all(urls.map((url) => this.#expand(url)))).flat();
    const excluded = createMatcher(exclude, []);
    return found.filter(({ path }) => !excluded.matches(path));
  }

  async hash(path: string): Promise<string | undefined> {
    if (path === LOCATION_PATH) return contentHash(this.#descriptor);
    const listed = this.#listed.get(path);
    const hash = listed ?? (await this.#answer(path))?.hash;
    // Nobody else would say that the registered file is missing.
    if (hash === undefined && this.#options.direct && path === this.#options.target) throw missing(path);
    return hash;
  }

  async read(path: string): Promise<Buffer> {
    if (path === LOCATION_PATH) return this.#descriptor;
    const answer = await this.#answer(path);
    if (!answer) throw missing(path);
    return answer.bytes;
  }

  async head(path: string, bytes: number): Promise<Buffer> {
    return (await this.read(path)).subarray(0, bytes);
  }

  resolve(from: string, target: string): { inside: string } | { outside: string } {
    if (from === LOCATION_PATH) return { inside: absoluteUrl(target) };
    const url = resolveUrl(from, target, this.#options.integrations);
    return this.#sameRepository(from, url) ? { inside: url } : { outside: url };
  }

  locate(path: string): FileLocation {
    const url = path === LOCATION_PATH ? this.#options.target : path;
    const file = parseScmUrl(url, this.#options.integrations);
    const place = { ref: `url:${url}`, viewUrl: url };
    if (path === LOCATION_PATH) return place;
    if (!file) return { ...place, sourceRef: `url:${new URL('./', url).href}` };
    const { editUrl, sourceRef } = scmLocation(file);
    return { ...place, ...(editUrl ? { editUrl } : {}), sourceRef };
  }

  canonical(path: string): string {
    if (path === LOCATION_PATH) return `location:url:${this.#options.target}`;
    const file = parseScmUrl(path, this.#options.integrations);
    return file ? `${scmRepositoryKey(file)}:${file.path}` : new URL(path).href;
  }

  async close(): Promise<void> {
    this.#answers.clear();
    await this.#options.answers.prune();
  }

  async #expand(url: string): Promise<SnapshotFile[]> {
    const { integrations, answers, force } = this.#options;
    const files = await expandWildcard(url, integrations, answers, force);
    for (const { path, hash } of files) this.#listed.set(path, hash);
    return files;
  }

  #answer(url: string): Promise<Answer | undefined> {
    let answer = this.#answers.get(url);
    if (!answer) {
      const { answers, integrations, force } = this.#options;
      answer = answers.get(requestFor(absoluteUrl(url), integrations), url, force);
      // Whoever awaits it hears of the failure; that nobody does yet is no reason to end the process.
      answer.catch(() => undefined);
      this.#answers.set(url, answer);
    }
    return answer;
  }

  /** On hosts that are no code hosts, what is on the same host counts as the same repository. */
  #sameRepository(one: string, other: string): boolean {
    const [a, b] = [one, other].map((url) => parseScmUrl(url, this.#options.integrations));
    if (a && b) return scmRepositoryKey(a) === scmRepositoryKey(b);
    return !a && !b && new URL(one).origin === new URL(other).origin;
  }
}

function missing(url: string): HarvestReadError {
  return new HarvestReadError(
    'file-unreadable',
    `${url} does not exist.`,
    'Correct the URL, or restore the file; a private one needs a token under integrations.',
  );
}
