/**
 * Reading URLs that people wrote into files: only http and https, only hosts and addresses that are allowed (looked at anew for each
 * redirect and at the moment of connecting), and never more bytes or time than the limits say.
 */
import type { Agent, Response } from 'undici';
import { createAddressPolicy } from './addresses.ts';
import { connectionError, displayUrl, FetchError } from './fetch-error.ts';
import { matchesHostRule, type HostRule } from './host-rules.ts';

/** Plain data: it is handed to worker threads. */
export interface FetcherOptions {
  /** Hosts that may be read; absent: every public host. */
  allowHosts?: HostRule[];
  /** Hosts, addresses and networks inside private ranges that may be read. */
  allowPrivate?: string[];
  /** For one call with all its redirects and its whole body. 20 s unless told. */
  timeoutMs?: number;
  /** Of one body after decompression. 5 MB unless told. */
  maxBytes?: number;
  /** 5 unless told. */
  maxRedirects?: number;
}

export interface FetchRequest {
  /** GET unless told; only GET and HEAD are redirected. */
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: string;
  headers?: Record<string, string>;
  /** Headers with secrets: sent to the host of the URL and to no other that it redirects to. */
  credentials?: Record<string, string>;
  maxBytes?: number;
  /** Not only the hosts of `allowHosts`; addresses are checked all the same. */
  anyHost?: boolean;
  signal?: AbortSignal;
  /** Is given each part of a body as it comes, in place of the answer; must not throw. */
  onPart?(part: Uint8Array): void;
}

export interface FetchResponse {
  /** Where the answer came from in the end. */
  url: string;
  status: number;
  /** Lower-case names. */
  headers: Map<string, string>;
  /** Empty unless the status is 2xx. */
  body: Buffer;
  text(): string;
}

export interface Fetcher {
  /** Reads a URL; any status below 300 or above 399 is an answer, not an error. @throws {FetchError} */
  fetch(url: string, request?: FetchRequest): Promise<FetchResponse>;
  /** Addresses of a host that may be talked to, for programs that connect by themselves. @throws {FetchError} */
  addresses(host: string, port: number): Promise<string[]>;
  close(): Promise<void>;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export function createFetcher(options: FetcherOptions = {}): Fetcher {
  const { allowHosts, allowPrivate = [], timeoutMs = 20_000, maxBytes = 5_000_000, maxRedirects = 5 } = options;
  const policy = createAddressPolicy(allowPrivate);
  let agent: Promise<Agent> | undefined;

  /** The library for HTTP is loaded with the first URL: many a portal never reads one, and it would be a good part of every start. */
  async function openAgent(): Promise<Agent> {
    const [undici, { createGuardedConnector }] = await Promise.all([import('undici'), import('./connect.ts')]);
    return new undici.Agent({
      connect: createGuardedConnector(policy, timeoutMs),
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
  }

  async function fetch(text: string, request: FetchRequest = {}): Promise<FetchResponse> {
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout;
    const rules = request.anyHost ? undefined : allowHosts;
    let url = checkedUrl(text, rules);
    const { origin } = url;
    let trusted = true;
    const { fetch: send } = await import('undici');
    const dispatcher = await (agent ??= openAgent());
    try {
      for (let hop = 0; hop <= maxRedirects; hop += 1) {
        trusted &&= url.origin === origin;
        const headers = {
          accept: '*/*',
          'user-agent': 'callboard',
          ...request.headers,
          ...(trusted ? request.credentials : {}),
        };
        const { method = 'GET', body = null } = request;
        const response = await send(url, { method, headers, body, signal, redirect: 'manual', dispatcher });
        const location = REDIRECTS.has(response.status) ? response.headers.get('location') : null;
        if (location === null || (method !== 'GET' && method !== 'HEAD'))
          return await toAnswer(response, url.href, { maxBytes, ...request });
        await response.body?.cancel();
        url = redirectTarget(location, url, rules);
      }
    } catch (error) {
      throw error instanceof FetchError ? error : connectionError(error, url.href);
    }
    throw new FetchError(
      'redirect-refused',
      `${displayUrl(text)} redirects too often.`,
      'Use the URL that it leads to in the end.',
    );
  }

  async function addresses(host: string, port: number): Promise<string[]> {
    const { permittedAddresses } = await import('./connect.ts');
    try {
      return await permittedAddresses(policy, host, port);
    } catch (error) {
      throw connectionError(error, host);
    }
  }

  return { fetch, addresses, close: async () => (await agent)?.destroy() };
}

function checkedUrl(text: string, allowHosts: HostRule[] | undefined): URL {
  if (!URL.canParse(text)) {
    throw new FetchError(
      'address-refused',
      `"${displayUrl(text)}" is not a URL.`,
      'Write it whole, such as https://host/path.',
    );
  }
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new FetchError(
      'address-refused',
      `URLs that begin with ${url.protocol} are not read.`,
      'Use a URL that begins with https://.',
    );
  }
  if (url.username || url.password) {
    throw new FetchError(
      'address-refused',
      `${displayUrl(text)} holds credentials.`,
      'Take them out, and set a token for the host under integrations.',
    );
  }
  if (allowHosts && !allowHosts.some((rule) => matchesHostRule(rule, url))) {
    throw new FetchError(
      'address-refused',
      `Files are not read from ${url.host}.`,
      `If they are meant to be, add the host to reading.allow.`,
    );
  }
  return url;
}

function redirectTarget(location: string, from: URL, allowHosts: HostRule[] | undefined): URL {
  try {
    return checkedUrl(new URL(location, from).href, allowHosts);
  } catch (error) {
    const reason = error instanceof FetchError ? error.message : 'The target is not a URL.';
    const hint = error instanceof FetchError ? error.hint : 'Use the URL that it leads to in the end.';
    throw new FetchError(
      'redirect-refused',
      `${displayUrl(from.href)} redirects to a place that is not read. ${reason}`,
      hint,
    );
  }
}

type BodyOptions = Required<Pick<FetcherOptions, 'maxBytes'>> & Pick<FetchRequest, 'onPart'>;

async function toAnswer(response: Response, url: string, options: BodyOptions): Promise<FetchResponse> {
  const success = response.status >= 200 && response.status < 300;
  const body = success ? await boundedBody(response, url, options) : Buffer.alloc(0);
  if (!success) await response.body?.cancel();
  return { url, status: response.status, headers: new Map(response.headers), body, text: () => body.toString('utf8') };
}

async function boundedBody(response: Response, url: string, { maxBytes, onPart }: BodyOptions): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > maxBytes) {
      throw new FetchError(
        'file-too-large',
        `${displayUrl(url)} is larger than ${maxBytes} bytes.`,
        'Split the file, or raise harvest.limits.fileBytes.',
      );
    }
    if (onPart) onPart(part);
    else parts.push(part);
  }
  return Buffer.concat(parts);
}
