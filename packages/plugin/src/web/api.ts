import { errorTable } from '@callboard/core';
import type { ErrorCode } from '@callboard/core';
import { messages } from './messages.ts';

/** A value in a query string; `undefined` leaves the parameter out, a list repeats it. */
export type QueryValue = string | number | boolean | undefined | readonly string[];
export type QueryParams = Record<string, QueryValue>;

/** What the server answered instead of the data: status, permanent code and what to do about it. */
export class ApiError extends Error {
  /** HTTP status; 0 when the server could not be reached. */
  readonly status: number;
  readonly code: string | undefined;
  readonly hint: string | undefined;
  constructor(status: number, name: string, message: string, code?: string) {
    super(message);
    this.name = name;
    this.status = status;
    this.code = code;
    this.hint = code && code in errorTable ? errorTable[code as ErrorCode].hint : undefined;
  }
}

export interface RequestOptions {
  method?: string;
  query?: QueryParams | undefined;
  /** Sent as JSON; a `Blob`, so a file too, as the bytes that it has. */
  body?: unknown;
  signal?: AbortSignal | undefined;
}

/** Calls to the server in the name of whoever is signed in. Every method throws {@link ApiError}. */
export interface Api {
  /** JSON of the answer; `undefined` for an empty one. */
  json<T>(path: string, options?: RequestOptions): Promise<T>;
  text(path: string, options?: RequestOptions): Promise<string>;
  /** The answer itself, for streams and downloads; its status is checked already. */
  response(path: string, options?: RequestOptions): Promise<Response>;
}

/** Gives the token for a request; `renew` after the server refused the last one. */
export type TokenSource = (renew: boolean) => Promise<string | undefined>;

/** `a=1&b=x&b=y` of the parameters that have a value. */
export function queryString(query: QueryParams): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (typeof value === 'object') for (const one of value) params.append(key, one);
    else params.append(key, String(value));
  }
  return params.toString();
}

export function createApi(token: TokenSource): Api {
  async function response(path: string, options: RequestOptions = {}): Promise<Response> {
    const first = await send(path, options, await token(false));
    if (first.ok) return first;
    if (first.status !== 401) throw await errorOf(first);
    const second = await send(path, options, await token(true));
    if (second.ok) return second;
    throw await errorOf(second);
  }
  return {
    response,
    text: async (path, options) => (await response(path, options)).text(),
    json: async <T>(path: string, options?: RequestOptions) => {
      const text = await (await response(path, options)).text();
      return (text === '' ? undefined : JSON.parse(text)) as T;
    },
  };
}

async function send(path: string, options: RequestOptions, token: string | undefined): Promise<Response> {
  const query = options.query ? queryString(options.query) : '';
  const headers: Record<string, string> = {};
  if (token) headers['authorization'] = `Bearer ${token}`;
  const isFile = options.body instanceof Blob;
  if (options.body !== undefined) headers['content-type'] = isFile ? 'application/octet-stream' : 'application/json';
  try {
    return await fetch(query ? `${path}?${query}` : path, {
      method: options.method ?? (options.body === undefined ? 'GET' : 'POST'),
      headers,
      body: options.body === undefined ? null : isFile ? (options.body as Blob) : JSON.stringify(options.body),
      signal: options.signal ?? null,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError(0, 'UnreachableError', messages.unreachable);
  }
}

interface ErrorBody {
  error?: { name?: string; message?: string; code?: string };
}

async function errorOf(response: Response): Promise<ApiError> {
  const text = await response.text();
  const { error } = parseErrorBody(text);
  const name = error?.name ?? 'ResponseError';
  return new ApiError(
    response.status,
    name,
    error?.message ?? (text.slice(0, 300) || response.statusText),
    error?.code,
  );
}

function parseErrorBody(text: string): ErrorBody {
  try {
    return (JSON.parse(text) ?? {}) as ErrorBody;
  } catch {
    // A proxy in between may answer with something other than JSON: its text is then the message.
    return {};
  }
}
