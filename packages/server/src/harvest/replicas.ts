/** Between replicas: asking the one that harvests for a harvest, and hearing from it how sources are. */
import { randomUUID } from 'node:crypto';
import { CallboardError } from '@callboard/core';
import type { SourceStatus } from '@callboard/plugin/server';
import type { Bus, BusMessages } from '../storage/bus.ts';

export interface HarvestOrder {
  repository?: string;
  force?: boolean;
}

/** Milliseconds that a replica waits for the one that harvests. */
const PATIENCE = 120_000;

export class Replicas {
  readonly #bus: Bus;
  readonly #waiting = new Map<string, (answer: { seq: number; error?: string }) => void>();
  readonly #heard = new Map<string, SourceStatus>();

  constructor(bus: Bus, serve: (order: BusMessages['harvest']) => Promise<number | undefined>, onHeard: (status: SourceStatus) => void) {
    this.#bus = bus;
    bus.on('harvested', ({ request, ...answer }) => this.#waiting.get(request)?.(answer));
    bus.on('source', ({ status }) => {
      const parsed = JSON.parse(status) as SourceStatus;
      this.#heard.set(parsed.id, parsed);
      onHeard(parsed);
    });
    bus.on('harvest', (order) => void this.#serve(order, serve));
  }

  /** What the harvesting replica said last of a source. */
  heard(sourceId: string): SourceStatus | undefined {
    return this.#heard.get(sourceId);
  }

  tell(status: SourceStatus): Promise<void> {
    return this.#bus.publish('source', { status: JSON.stringify(status) });
  }

  /** Has the harvesting replica harvest. @returns number of the newest change when it was done */
  async ask(sourceId: string, order: HarvestOrder): Promise<number> {
    const request = randomUUID();
    let timer: NodeJS.Timeout | undefined;
    const answer = new Promise<{ seq: number; error?: string }>((resolve) => {
      this.#waiting.set(request, resolve);
      timer = setTimeout(() => resolve({ seq: 0, error: 'No replica harvests at the moment' }), PATIENCE).unref();
    });
    try {
      await this.#bus.publish('harvest', { sourceId, request, ...order });
      const { seq, error } = await answer;
      if (error) throw new CallboardError('storage-unavailable', error);
      return seq;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(request);
    }
  }

  async #serve(order: BusMessages['harvest'], serve: (order: BusMessages['harvest']) => Promise<number | undefined>): Promise<void> {
    try {
      const seq = await serve(order);
      if (seq !== undefined) await this.#bus.publish('harvested', { request: order.request, seq });
    } catch (error) {
      await this.#bus.publish('harvested', { request: order.request, seq: 0, error: error instanceof Error ? error.message : String(error) });
    }
  }
}
