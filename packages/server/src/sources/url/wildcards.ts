/** File URLs with `*` in their path: found through the listing that the code host gives of a repository. */
import { HarvestReadError } from '@callboard/plugin/server';
import { createMatcher, isReachable, isTooComplex } from '../globs.ts';
import type { Integrations, TreeEntry } from '../scm/provider.ts';
import { integrationOf, providerNamed } from '../scm/providers.ts';
import { parseScmUrl } from '../scm/scm-url.ts';
import type { SnapshotFile } from '../source.ts';
import { SourceError } from '../source-error.ts';
import type { Answers } from './answers.ts';

const PAGES_AT_MOST = 200;
const LISTING_BYTES = 50_000_000;

/**
 * URLs of the files that match, with the id that the host gives to their content.
 * @throws {SourceError} when the listing cannot be had
 */
export async function expandWildcard(
  url: string,
  integrations: Integrations,
  answers: Answers,
  force: boolean,
): Promise<SnapshotFile[]> {
  const pattern = parseScmUrl(url, integrations);
  const provider = pattern && providerNamed(pattern.provider);
  if (!pattern || !provider?.tree || !provider.parseTree || isTooComplex(pattern.path)) {
    throw new SourceError(
      'source-invalid',
      `The pattern in ${url} cannot be used on this host.`,
      'Name the files one by one, or add the repository as a git source.',
    );
  }
  const host = integrationOf(new URL(pattern.base), integrations)?.host;
  const entries: TreeEntry[] = [];
  for (let page = 1; ; page += 1) {
    const request = { ...provider.tree(pattern, page, host), maxBytes: LISTING_BYTES };
    const answer = await asSourceError(() => answers.get(request, url, force));
    if (!answer)
      throw new SourceError(
        'source-not-found',
        `The repository of ${url} does not exist.`,
        'Check the URL and its branch; a private repository needs a token.',
      );
    const { entries: found, rest } = parseListing(
      () => provider.parseTree!(JSON.parse(answer.bytes.toString('utf8'))),
      url,
    );
    entries.push(...found);
    if (rest === 'none') break;
    if (rest === 'unlisted' || page >= PAGES_AT_MOST) {
      throw new SourceError(
        'too-many-files',
        `The host does not list all files for ${url}.`,
        'Add the repository as a git source.',
      );
    }
  }
  const matcher = createMatcher([pattern.path], []);
  return entries
    .filter(({ path }) => matcher.matches(path) && isReachable(path, matcher))
    .map(({ path, sha }) => ({ path: provider.fileUrl({ ...pattern, path }), hash: `git:${sha}` }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function asSourceError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HarvestReadError) throw new SourceError(error.code, error.message, error.hint);
    throw error;
  }
}

function parseListing<T>(parse: () => T, url: string): T {
  try {
    return parse();
  } catch {
    // Whatever it is, it is not the listing that the host's documentation promises.
    throw new SourceError(
      'source-unreachable',
      `The host gives no usable listing for ${url}.`,
      'Check apiBaseUrl of the host under integrations.',
    );
  }
}
