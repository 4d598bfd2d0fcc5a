/** Asks one path again and again over some connections; a process of its own, so that asking takes nothing from answering. */
import autocannon from 'autocannon';
import { summary } from './statistics.ts';

export interface LoadRequest {
  url: string;
  token: string;
  connections: number;
  seconds: number;
}

export interface LoadResult {
  /** Milliseconds. */
  median: number;
  p99: number;
  perSecond: number;
  /** Answers other than 2xx, and requests without an answer. */
  failed: number;
}

function load({ url, token, connections, seconds }: LoadRequest): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const times: number[] = [];
    const headers = { authorization: `Bearer ${token}` };
    const run = autocannon({ url, connections, duration: seconds, timeout: 60, headers }, (error: unknown, result) => {
      if (error) return reject(error as Error);
      resolve({
        ...summary(times),
        perSecond: times.length / result.duration,
        failed: result.non2xx + result.errors + result.timeouts,
      });
    });
    // The library's own histogram knows whole milliseconds only.
    run.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
  });
}

if (import.meta.main)
  process.stdout.write(JSON.stringify(await load(JSON.parse(process.argv[2] ?? '{}') as LoadRequest)));
