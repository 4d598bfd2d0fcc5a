/** Facts of entities: who says them, what they have to be, and what of it is written when. */
import { CallboardError, parseEntityRef, stringifyEntityRef } from '@callboard/core';
import { factValueOf, type FactDefinition } from '@callboard/core/declared';
import type { Changes, ContributionsAt, FactDraft, Facts, Log } from '@callboard/plugin/server';
import type { FactNote, FactStore } from './store.ts';

export interface FactBookOptions {
  store: FactStore;
  contributions: ContributionsAt;
  changes: Pick<Changes, 'head' | 'follow'>;
  log: Log;
  now(): Date;
}

/** Milliseconds for which it is gathered what was looked at and found the same. */
const GATHER = 5000;
const MOST_DRAFTS = 10_000;
const LONGEST_REASON = 500;

export class FactBook {
  readonly #options: FactBookOptions;
  #same: FactNote[] = [];
  #timer: NodeJS.Timeout | undefined;
  #stop: (() => void) | undefined;

  constructor(options: FactBookOptions) {
    this.#options = options;
  }

  /** From now on the facts of entities that go are forgotten. */
  async open(): Promise<void> {
    const { changes, store } = this.#options;
    this.#stop = changes.follow('callboard/facts', await changes.head(), async (batch) => {
      const gone = batch.filter(({ type, op }) => type === 'entity' && op === 'delete').map(({ key }) => key);
      if (gone.length) await store.removeEntities(gone);
    });
  }

  /** The part of a plugin's scope. */
  forPlugin(plugin: string, checkOpen: () => void): Facts {
    return {
      record: async (drafts) => {
        checkOpen();
        const definitions = this.definitions();
        await this.#record(
          drafts.map((draft) => this.#checked(plugin, draft, definitions.get(`${plugin}/${draft.fact}`))),
        );
      },
      list: async ({ entityRef, fact, limit = 1000, offset = 0 }) => {
        const query = { ...(fact === undefined ? {} : splitFact(fact)), limit, offset };
        const { items } = await this.#options.store.list({ ...query, ...(entityRef ? { entity: entityRef } : {}) });
        return items;
      },
    };
  }

  /** What running plugins declare, by `<plugin>/<id>`. */
  definitions(): Map<string, FactDefinition> {
    const all = this.#options.contributions('facts');
    return new Map(all.map(({ plugin, contribution }) => [`${plugin}/${contribution.id}`, contribution]));
  }

  /** Writes what has been gathered. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const same = this.#same;
    this.#same = [];
    await this.#options.store.touch(same);
  }

  async close(): Promise<void> {
    this.#stop?.();
    await this.flush();
  }

  async #record(notes: readonly FactNote[]): Promise<void> {
    if (notes.length > MOST_DRAFTS)
      throw new CallboardError('input-invalid', `At most ${MOST_DRAFTS} facts are recorded at once`);
    this.#same.push(...(await this.#options.store.write(notes)));
    if (!this.#same.length || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.flush().catch((error: unknown) =>
        this.#options.log.warn('it could not be kept when facts were seen', { error }),
      );
    }, GATHER).unref();
  }

  #checked(plugin: string, draft: FactDraft, definition: FactDefinition | undefined): FactNote {
    const { fact, value, failed, at } = draft;
    const refuse = (what: string) => new CallboardError('input-invalid', `${plugin}: ${what}`);
    if (!definition) throw refuse(`the manifest declares no fact ${fact}`);
    const entity = refOf(draft.entityRef);
    if (entity === undefined) throw refuse(`${String(draft.entityRef)} is not the reference of an entity`);
    const time = at === undefined ? this.#options.now() : new Date(at);
    if (Number.isNaN(time.getTime())) throw refuse(`${String(at)} is no time`);
    const note = { plugin, fact, entity, at: time.toISOString() };
    if (value === null) return { ...note, value };
    if (value === undefined) {
      if (failed === undefined) throw refuse(`${fact} of ${entity} has neither a value nor a reason why there is none`);
      return { ...note, error: String(failed).slice(0, LONGEST_REASON) };
    }
    const fitting = factValueOf(definition.type, value);
    if (fitting === undefined)
      throw refuse(`${fact} of ${entity} is a ${definition.type}, which ${JSON.stringify(value).slice(0, 100)} is not`);
    return { ...note, value: fitting };
  }
}

/** The plugin and the fact of `<plugin>/<id>`. @throws {CallboardError} `input-invalid` */
export function splitFact(text: string): { plugin: string; fact: string } {
  const [plugin = '', fact = '', ...rest] = text.split('/');
  if (!plugin || !fact || rest.length)
    throw new CallboardError('input-invalid', `${text} is not the name of a fact, which is <plugin>/<id>`);
  return { plugin, fact };
}

function refOf(text: unknown): string | undefined {
  try {
    return stringifyEntityRef(parseEntityRef(String(text)));
  } catch {
    // Whatever is wrong with it, the message is the same.
    return undefined;
  }
}
