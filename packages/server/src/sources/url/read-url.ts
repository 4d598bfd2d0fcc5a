/** Reading one file from the web, and saying in plain words why that did not work. */
import { HarvestReadError } from '@callboard/plugin/server';
import type { Fetcher, FetchResponse } from '../../net/fetcher.ts';
import { displayUrl } from '../../net/fetch-error.ts';
import type { Integrations, ScmRequest } from '../scm/provider.ts';
import { parseScmUrl, readRequest } from '../scm/scm-url.ts';

export interface UrlEnvironment {
  fetcher: Fetcher;
  integrations: Integrations;
}

export type FileAnswer =
  | { state: 'read'; bytes: Buffer; etag?: string; lastModified?: string }
  | { state: 'unchanged' }
  | { state: 'missing' };

/** How a URL that people write is read: the page of a file on a code host leads to its bytes. */
export function requestFor(url: string, integrations: Integrations): ScmRequest {
  const file = parseScmUrl(url, integrations);
  return file ? readRequest(file, integrations) : { url };
}

/**
 * @param shown URL that messages name
 * @param conditions headers that ask for an answer only if the file changed
 * @throws {HarvestReadError}
 */
export async function fetchFile(
  request: ScmRequest & { maxBytes?: number },
  shown: string,
  fetcher: Fetcher,
  conditions: Record<string, string> = {},
): Promise<FileAnswer> {
  const { url, headers, credentials, maxBytes } = request;
  const response = await fetcher.fetch(url, {
    headers: { ...headers, ...conditions },
    ...(credentials ? { credentials } : {}),
    ...(maxBytes ? { maxBytes } : {}),
  });
  if (response.status === 304) return { state: 'unchanged' };
  if (response.status === 404 || response.status === 410) return { state: 'missing' };
  if (response.status !== 200) throw refusal(response, shown, credentials !== undefined);
  if (isWebPage(response, url)) {
    throw new HarvestReadError(
      'file-unreadable',
      `${displayUrl(shown)} answers with a web page, not with a file.`,
      'Use the URL of the file itself; if it is private, set a token for its host under integrations.',
    );
  }
  const etag = response.headers.get('etag');
  const lastModified = response.headers.get('last-modified');
  return { state: 'read', bytes: response.body, ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) };
}

/** The text of a file anywhere on the web that may be read from. @throws {HarvestReadError} */
export async function readUrlText(url: string, { fetcher, integrations }: UrlEnvironment): Promise<string> {
  const answer = await fetchFile(requestFor(url, integrations), url, fetcher);
  if (answer.state === 'read') return answer.bytes.toString('utf8').replace(/^\uFEFF/, '');
  throw new HarvestReadError(
    'file-unreadable',
    `${displayUrl(url)} does not exist.`,
    'Correct the URL, or restore the file.',
  );
}

function refusal(response: FetchResponse, shown: string, withToken: boolean): HarvestReadError {
  const { status, headers } = response;
  const name = displayUrl(shown);
  const spent = headers.get('x-ratelimit-remaining') === '0' || headers.get('ratelimit-remaining') === '0';
  if (status === 429 || (status === 403 && (spent || headers.has('retry-after')))) {
    return new HarvestReadError(
      'source-rate-limited',
      `${new URL(response.url).host} takes no more requests${until(headers)}.`,
      'Set a token for the host under integrations, or look less often.',
    );
  }
  if (status === 401 || status === 403 || status === 407 || status === 203) {
    const hint = withToken
      ? 'Check that the token is valid and may read this repository.'
      : 'Set a token for the host under integrations.';
    return new HarvestReadError('source-auth', `${name} may not be read (HTTP ${status}).`, hint);
  }
  const hint =
    status >= 500
      ? 'The host has a problem of its own; the next look tries again.'
      : 'Open the URL in a browser and see what it answers.';
  return new HarvestReadError('source-unreachable', `${name} answers with HTTP ${status}.`, hint);
}

/** Some hosts answer a reader without rights with the page to sign in. */
function isWebPage(response: FetchResponse, url: string): boolean {
  if (!response.headers.get('content-type')?.startsWith('text/html') || /\.html?$/i.test(new URL(url).pathname))
    return false;
  return /^\s*<(!doctype html|html)\b/i.test(response.body.subarray(0, 1000).toString('utf8'));
}

function until(headers: Map<string, string>): string {
  const reset = Number(headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset'));
  if (reset > 1_000_000_000) return ` until ${new Date(reset * 1000).toISOString()}`;
  const wait = Number(headers.get('retry-after'));
  return wait > 0 ? ` for ${wait} seconds` : '';
}
