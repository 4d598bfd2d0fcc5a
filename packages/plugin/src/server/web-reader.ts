export interface WebAnswer {
  /** Where the answer came from in the end. */
  url: string;
  status: number;
  /** Lower-case names. */
  headers: ReadonlyMap<string, string>;
  /** Empty unless the status is 2xx. */
  text(): string;
}

export interface WebRequest {
  /** GET unless told; only GET and HEAD are redirected. */
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent to the host of the URL and to no other that it redirects to. */
  headers?: Record<string, string>;
  /** With POST, PUT, PATCH and DELETE. */
  body?: string;
  maxBytes?: number;
  signal?: AbortSignal;
}

/**
 * Reads addresses that stand in people's files: http and https only, no private or link-local addresses unless the configuration allows them
 * (looked at anew for each redirect), and never more time or bytes than the limits say.
 */
export interface WebReader {
  /** Any status is an answer. @throws with `code` and `hint` when there is none */
  read(url: string, request?: WebRequest): Promise<WebAnswer>;
}
