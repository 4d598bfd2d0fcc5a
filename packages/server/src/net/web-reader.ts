import type { WebReader } from '@callboard/plugin/server';
import type { Fetcher } from './fetcher.ts';

/** What plugins read addresses with. Headers may hold secrets, so they go to the host of the URL alone. */
export function createWebReader(fetcher: Fetcher): WebReader {
  return {
    read: (url, { headers = {}, ...request } = {}) =>
      fetcher.fetch(url, { ...request, credentials: headers, anyHost: true }),
  };
}
