/** The service behind a remote plugin: every request signed, bounded, and left out while the service is down. */
import type { RemoteSection } from '@callboard/core';
import { millisecondsOf } from '@callboard/core/declared';
import type { Fetcher, FetchRequest, FetchResponse } from '../../net/fetcher.ts';
import { DataFailure } from '../declared/data-failure.ts';
import type { Asker } from '../declared/data-reader.ts';
import { Breaker, RetryBudget, type Outcome } from './breaker.ts';
import type { ServiceClaims, ServiceKeys } from './keys.ts';

/** In whose name a service is asked. */
export type Person = Pick<ServiceClaims, 'subject' | 'ownership'>;

export interface RemoteServiceOptions {
  plugin: string;
  base: string;
  settings: RemoteSection;
  /** Follows no redirects, and waits for long. */
  fetcher: Pick<Fetcher, 'fetch'>;
  keys: Pick<ServiceKeys, 'sign'>;
  now(): number;
  /** Told of every request: how long it took, and what failed. */
  onCall(call: { name: string; milliseconds: number; error?: string }): void;
}

/** Asks where nobody in particular does, such as a job. */
export const PORTAL: Person = { subject: 'callboard', ownership: [] };

export class RemoteService {
  readonly #options: RemoteServiceOptions;
  readonly #breaker: Breaker;
  readonly #budget: RetryBudget;

  constructor(options: RemoteServiceOptions) {
    this.#options = options;
    const { rest, retryBudget } = options.settings;
    this.#breaker = new Breaker({ now: options.now, rest: millisecondsOf(rest) });
    this.#budget = new RetryBudget(retryBudget);
  }

  /** Whether it is left alone at the moment. */
  get isResting(): boolean {
    return this.#breaker.isOpen;
  }

  /** Reads in somebody's name, for data sources. */
  askerFor(person: Person | undefined, entity: string | undefined): Asker {
    let asked = false;
    return {
      key: person?.subject ?? '',
      web: {
        read: (url, request = {}) => {
          if (!asked) this.#budget.earn();
          asked = true;
          return this.send(url, request, person ?? PORTAL, entity);
        },
      },
      mayRetry: () => this.#budget.spend(),
    };
  }

  /** @throws {DataFailure} while the service is left alone @throws {FetchError} */
  async send(
    url: string,
    { headers, onPart, ...request }: FetchRequest,
    { subject, ownership }: Person,
    entity: string | undefined,
  ): Promise<FetchResponse> {
    const { plugin, base, keys, fetcher, now, onCall, settings } = this.#options;
    if (!url.startsWith(base)) throw new Error(`${plugin} asks its own service only`);
    if (!this.#breaker.enter())
      throw new DataFailure(
        'source-resting',
        `${new URL(base).host} failed several times in a row, and is left alone for ${settings.rest}.`,
        'It is tried again by itself.',
      );
    const isProbe = this.#breaker.isOpen;
    const began = now();
    const name = `${request.method ?? 'GET'} ${new URL(url).pathname}`.slice(0, 200);
    let noted = false;
    const note = (outcome: Outcome, error?: string) => {
      if (noted) return;
      noted = true;
      this.#breaker.leave(outcome, isProbe);
      if (outcome !== 'unknown')
        onCall({ name, milliseconds: now() - began, ...(error === undefined ? {} : { error }) });
    };
    try {
      const token = await keys.sign({ audience: plugin, subject, ownership, entity });
      const credentials = { ...headers, authorization: `Bearer ${token}` };
      const watched = onPart && {
        onPart: (part: Uint8Array) => {
          // Whoever answers is there, however long it goes on.
          note('fine');
          onPart(part);
        },
      };
      const answer = await fetcher.fetch(url, { ...request, ...watched, credentials, anyHost: true });
      if (answer.status >= 500) note('failed', `it answered ${answer.status}`);
      else note('fine');
      return answer;
    } catch (error) {
      if (isCancelled(request.signal)) note('unknown');
      else note('failed', FAILURES[(error as { code?: string }).code ?? ''] ?? 'it did not answer as it should');
      throw error;
    }
  }
}

/** By the code of what the fetcher throws; its own words hold the whole address, in which secrets may stand. */
const FAILURES: Record<string, string> = {
  'source-unreachable': 'it cannot be reached',
  'response-too-slow': 'it did not answer in time',
  'redirect-refused': 'it redirects elsewhere',
  'address-refused': 'the portal may not read from its address',
  'file-too-large': 'it answered with too much',
};

/** Whoever asked does not want it any more, which says nothing of the service; that it took too long does. */
function isCancelled(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true && (signal.reason as { name?: string } | undefined)?.name !== 'TimeoutError';
}
