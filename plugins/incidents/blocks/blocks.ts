/** The blocks of the page: each asked for its own, within a time, and what was last known shown where there is no answer. */
import type { Entity, Services } from '@callboard/plugin/server';
import type { AlertsService, Catalog, DataService, DeploymentsService, OnCallService } from '../services.ts';
import { blockNames, type BlockName, type IncidentStore, type Kept } from '../store.ts';
import { aboutOf, type About } from './about.ts';
import { alertsFrom, onCallFrom } from './declared.ts';

/** `absent`: nobody offers it. `kept`: what was last known, as there is no answer now. `failed`: no answer, and nothing known. */
export type BlockState = 'fresh' | 'kept' | 'absent' | 'failed';

export interface Block {
  state: BlockState;
  data?: unknown;
  /** When the data was had; ISO 8601. */
  at?: string;
  problem?: string;
}

export type Blocks = Record<BlockName, Block>;

export interface BlockOptions {
  services: Services;
  store: IncidentStore;
  /** Milliseconds. */
  patience: number;
  now(): number;
}

/** Milliseconds for which an answer is good: many people look at once, and tools in trouble are asked gently. */
const GOOD = 10_000;
/** Milliseconds after which what is kept is written again though nothing is different. */
const RENEW = 600_000;
const DEPLOYMENTS = 10;
const MOST_ALERTS = 200;

class Absent extends Error {}

type Read = (signal: AbortSignal) => Promise<unknown>;

export class BlockReader {
  readonly #options: BlockOptions;
  readonly #recent = new Map<string, { until: number; block: Promise<Block> }>();

  constructor(options: BlockOptions) {
    this.#options = options;
  }

  /** @returns nothing where neither the catalog nor what is kept knows the entity */
  async read(ref: string): Promise<Blocks | undefined> {
    const { store, patience } = this.#options;
    const kept = await store.kept(ref);
    const about = await this.#block(ref, 'catalog', kept.get('catalog'), () => this.#about(ref));
    if (!about.data) return undefined;
    const { dependencies } = about.data as About;
    const readers: Record<Exclude<BlockName, 'catalog'>, Read> = {
      'on-call': (signal) => this.#onCall(ref, signal),
      alerts: (signal) => this.#alerts([ref, ...dependencies.map(({ entityRef }) => entityRef)], signal),
      deployments: () => this.#offered<DeploymentsService>('deployments').recent(ref, DEPLOYMENTS),
    };
    const rest = blockNames.filter((name) => name !== 'catalog');
    const blocks = await Promise.all(
      rest.map(async (name) => {
        const read: Read = (signal) => within(patience, readers[name](signal));
        return [name, await this.#block(ref, name, kept.get(name), read)] as const;
      }),
    );
    return { catalog: about, ...(Object.fromEntries(blocks) as Omit<Blocks, 'catalog'>) };
  }

  /** One answer for all who look at about the same time. */
  #block(ref: string, name: BlockName, kept: Kept | undefined, read: Read): Promise<Block> {
    const key = `${ref} ${name}`;
    const now = this.#options.now();
    const recent = this.#recent.get(key);
    if (recent && recent.until > now) return recent.block;
    for (const [old, { until }] of this.#recent) if (until <= now) this.#recent.delete(old);
    const block = this.#ask(ref, name, kept, read);
    // What the catalog knows costs nothing to ask.
    if (name !== 'catalog') this.#recent.set(key, { until: now + GOOD, block });
    return block;
  }

  async #ask(ref: string, name: BlockName, kept: Kept | undefined, read: Read): Promise<Block> {
    const { store, now, patience } = this.#options;
    try {
      const data = (await read(AbortSignal.timeout(patience))) ?? null;
      const at = new Date(now()).toISOString();
      const isNews = !kept || JSON.stringify(kept.data) !== JSON.stringify(data);
      if (isNews || Date.parse(kept.at) + RENEW < now()) await store.keep(ref, name, { data, at });
      return { state: 'fresh', data, at };
    } catch (error) {
      const problem = (error as Error).message;
      if (kept) return { state: 'kept', ...kept, problem };
      return { state: error instanceof Absent ? 'absent' : 'failed', problem };
    }
  }

  async #about(ref: string): Promise<About> {
    const about = await aboutOf(ref, this.#offered<Catalog>('catalog'));
    if (!about) throw new Error(`${ref} is not in the catalog any more`);
    return about;
  }

  async #onCall(ref: string, signal: AbortSignal): Promise<unknown> {
    const service = this.#offeredOr<OnCallService>('on-call', onCallFrom);
    const entity = await this.#offered<Catalog>('catalog').get(ref);
    return entity && service.now(entity, signal);
  }

  async #alerts(refs: readonly string[], signal: AbortSignal): Promise<unknown> {
    const service = this.#offeredOr<AlertsService>('alerts', alertsFrom);
    const catalog = this.#offered<Catalog>('catalog');
    const entities = (await Promise.all(refs.map((one) => catalog.get(one)))).filter((one) => one !== undefined);
    return (await service.firing(entities satisfies Entity[], signal)).slice(0, MOST_ALERTS);
  }

  /** A service, or what a plugin without code says in its place. @throws {Absent} */
  #offeredOr<T>(id: 'on-call' | 'alerts', from: (source: DataService) => T): T {
    try {
      return this.#offered<T>(id);
    } catch (error) {
      if (!(error instanceof Absent)) throw error;
      try {
        return from(this.#offered<DataService>(`${id}-data`));
      } catch {
        // People are told of the service that they would install.
        throw error;
      }
    }
  }

  /** Asked each time: it may have been installed, or gone, a moment ago. @throws {Absent} */
  #offered<T>(id: string): T {
    try {
      return this.#options.services.use<T>(id);
    } catch {
      // The only reason that there can be: the manifest declares it.
      throw new Absent(`No plugin offers ${id}`);
    }
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${milliseconds / 1000} s`)), milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
