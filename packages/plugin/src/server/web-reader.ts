export interface WebAnswer {
  /** Where the answer came from in the end. */
  url: string;
  status: number;
  /** Lower-case names. */
  headers: ReadonlyMap<string, string>;
  /** Empty unless the status is 2xx. */
  text(): string;
}

/**
 * Reads addresses that stand in people's files: http and https only, no private or link-local addresses unless the configuration allows them
 * (looked at anew for each redirect), and never more time or bytes than the limits say.
 */
export interface WebReader {
  /** Any status is an answer. @throws with `code` and `hint` when there is none */
  read(url: string, options?: { method?: 'GET' | 'HEAD'; maxBytes?: number; signal?: AbortSignal }): Promise<WebAnswer>;
}
