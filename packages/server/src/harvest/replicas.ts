/** Between replicas: asking the one that harvests for a harvest, and hearing from it how sources are. */
import { randomUUID } from 'node:crypto';
import { CallboardError, errorTable, type ErrorCode } from '@callboard/core';
import type { Bus, BusMessages } from '../storage/bus.ts';
import type { LiveStatus } from './status.ts';

export interface HarvestOrder {
  repository?: string;
  force?: boolean;
}

export interface ReplicaOptions {
  bus: Bus;
  /** Carries out an order; `undefined` when this replica does not harvest. @returns number of the newest change */
  serve(sourceId: string, order: HarvestOrder): Promise<number | undefined>;
  /** The harvesting replica said how a source is. */
  onHeard(sourceId: string, live: LiveStatus): void;
  /** A replica asks how all sources are. */
  onHello(): void;
}

/** Milliseconds that a replica waits for the one that harvests, and after which it asks again: the message may be lost, or another lead by then. */
const PATIENCE = 120_000;
const ASK_AGAIN = 3000;

type Answer = Omit<BusMessages['harvested'], 'request'>;

export class Replicas {
  readonly #options: ReplicaOptions;
  readonly #waiting = new Map<string, (answer: Answer) => void>();
  readonly #serving = new Set<string>();

  constructor(options: ReplicaOptions) {
    this.#options = options;
    const { bus } = options;
    bus.on('harvested', ({ request, ...answer }) => this.#waiting.get(request)?.(answer));
    bus.on('source', ({ id, live }) => options.onHeard(id, JSON.parse(live) as LiveStatus));
    bus.on('hello', () => options.onHello());
    bus.on('harvest', (order) => void this.#serve(order));
  }

  async tell(id: string, live: LiveStatus): Promise<void> {
    await this.#options.bus.publish('source', { id, live: JSON.stringify(live) });
  }

  /** Has the harvesting replica harvest. @returns number of the newest change when it was done */
  async ask(sourceId: string, order: HarvestOrder): Promise<number> {
    const { bus } = this.#options;
    const message = { ...order, sourceId, request: randomUUID() };
    const answer = new Promise<Answer>((resolve) => this.#waiting.set(message.request, resolve));
    const again = setInterval(() => void bus.publish('harvest', message), ASK_AGAIN);
    const end = setTimeout(
      () => this.#waiting.get(message.request)?.({ seq: 0, error: 'No replica harvests at the moment' }),
      PATIENCE,
    );
    try {
      await bus.publish('harvest', message);
      const { seq, error, code } = await answer;
      if (error !== undefined) throw new CallboardError(isErrorCode(code) ? code : 'storage-unavailable', error);
      return seq;
    } finally {
      clearInterval(again);
      clearTimeout(end);
      this.#waiting.delete(message.request);
    }
  }

  async #serve({ request, sourceId, ...order }: BusMessages['harvest']): Promise<void> {
    if (this.#serving.has(request)) return;
    this.#serving.add(request);
    const answer = await this.#carryOut(sourceId, order);
    this.#serving.delete(request);
    if (answer) await this.#options.bus.publish('harvested', { request, ...answer });
  }

  async #carryOut(sourceId: string, order: HarvestOrder): Promise<Answer | undefined> {
    try {
      const seq = await this.#options.serve(sourceId, order);
      return seq === undefined ? undefined : { seq };
    } catch (error) {
      const { message, code } = error as { message?: string; code?: string };
      return { seq: 0, error: (message ?? String(error)).slice(0, 2000), ...(code ? { code } : {}) };
    }
  }
}

function isErrorCode(code: string | undefined): code is ErrorCode {
  return code !== undefined && Object.hasOwn(errorTable, code);
}
