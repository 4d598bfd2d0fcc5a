/** Asking a data source: within its rate and its time, and once more where that may help. */
import type { WebReader } from '@callboard/plugin/server';
import type { DataSource } from '@callboard/core/declared';
import { millisecondsOf, portalPlugin } from '@callboard/core/declared';
import { DataFailure } from './data-failure.ts';
import type { Clock, Pace } from './pace.ts';
import type { DataRequest } from './request.ts';

type DataWebRequest = Extract<DataRequest, { url: string }>;
/** What is asked of a tool: by a data source, or by an action. */
export type WebRequest = Omit<DataWebRequest, 'method'> & {
  method: DataWebRequest['method'] | 'PUT' | 'PATCH' | 'DELETE';
};
type Asking = Pick<DataSource, 'retries' | 'timeout'>;

/** Milliseconds before the first further try; twice that before the next. */
const BACKOFF = 250;
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

export interface AskOptions {
  web: WebReader;
  pace: Pace;
  clock: Clock;
  signal: AbortSignal;
  /** Asked before each further try. */
  mayRetry?(): boolean;
}

/** @returns the text of the answer @throws {DataFailure} */
export async function ask(request: WebRequest, { retries, timeout }: Asking, options: AskOptions): Promise<string> {
  const { pace, clock, signal } = options;
  const patience = millisecondsOf(timeout);
  const tries = request.method === 'GET' ? retries : 0;
  for (let turn = 0; ; turn += 1) {
    try {
      if (!(await pace.turn(patience)))
        throw new DataFailure(
          'source-busy',
          `${hostOf(request)} is asked as often as it may be.`,
          'Try again in a moment; raise rate in plugin.yaml, or cache for longer.',
        );
      return await askOnce(request, patience, options);
    } catch (error) {
      if (!(error instanceof DataFailure) || !error.passes || turn >= tries || signal.aborted) throw error;
      if (options.mayRetry?.() === false) throw error;
      await clock.wait(BACKOFF * 2 ** turn * (0.5 + Math.random()));
    }
  }
}

async function askOnce(request: WebRequest, patience: number, { web, signal }: AskOptions): Promise<string> {
  const { url, ...rest } = request;
  const host = hostOf(request);
  const limit = AbortSignal.timeout(patience);
  const answer = await web.read(url, { ...rest, signal: AbortSignal.any([signal, limit]) }).catch((error: unknown) => {
    throw limit.aborted ? tooSlow(host, patience) : failureOf(error, host);
  });
  const { status } = answer;
  if (status >= 200 && status < 300) return answer.text();
  throw new DataFailure('source-answered', `${host} answered ${status}${MEANING[status] ?? ''}.`, hintFor(status), {
    passes: PASSING.has(status),
  });
}

const MEANING: Record<number, string> = {
  401: ': it wants other credentials',
  403: ': it does not let the portal in',
  404: ': it knows nothing by that name',
  429: ': it is asked too often',
  500: ': it failed inside',
  503: ': it is not available',
};

function hintFor(status: number): string {
  if (status === 401 || status === 403) return 'Whoever runs the portal checks the settings of the plugin.';
  if (status === 404) return 'Check the annotation of the entity, and the url in plugin.yaml.';
  if (status === 429) return 'Lower rate in plugin.yaml, or cache for longer.';
  return status >= 500 ? 'It is tried again by itself.' : 'Check url, headers and body in plugin.yaml.';
}

function tooSlow(host: string, patience: number): DataFailure {
  return new DataFailure(
    'source-too-slow',
    `${host} did not answer within ${patience / 1000} s.`,
    'It is tried again by itself; raise timeout in plugin.yaml when it is always this slow.',
    { passes: true },
  );
}

/** What the reader throws names the whole URL, which may hold secrets. */
function failureOf(error: unknown, host: string): DataFailure {
  if (error instanceof DataFailure) return error;
  const { code } = error as { code?: string };
  if (code === 'response-too-slow') return tooSlow(host, 20_000);
  if (code === 'address-refused')
    return new DataFailure(
      'source-refused',
      `The portal does not read from ${host}.`,
      'If it is meant to, whoever runs the portal adds the host to reading.allowPrivate.',
    );
  if (code === 'redirect-refused')
    return new DataFailure('source-refused', `${host} redirects elsewhere.`, 'Use the address that it leads to.');
  if (code === 'file-too-large')
    return new DataFailure(
      'answer-unfit',
      `${host} answers with too much.`,
      'Ask for less: by a parameter of the url.',
    );
  return new DataFailure(
    'source-unreachable',
    `${host} cannot be reached.`,
    'It is tried again by itself. Check that the host is up and that the portal may reach it.',
    { passes: true },
  );
}

/** Who is asked, for people: a host, or a plugin of this portal. */
export function hostOf({ url }: Pick<WebRequest, 'url'>): string {
  return portalPlugin(url) ?? new URL(url).host;
}
