/** Which entities facts are of. Looked through once; after that only what changed is looked at. */
import { appliesToOf, type Entity } from '@callboard/core';
import type { FactDefinition } from '@callboard/core/declared';
import type { PluginScope } from '@callboard/plugin/server';

const PAGE = 1000;
const NEEDED = /(?:^|,)metadata\.(?:annotations|labels)\.([^,=]+)(?=,|$)/;

export class FactSubjects {
  readonly #facts: readonly FactDefinition[];
  readonly #scope: Pick<PluginScope, 'records' | 'changes'>;
  readonly #refs: Map<string, Set<string>>;
  /** Number of the change that all of it is true to. */
  #seq: number | undefined;

  constructor(facts: readonly FactDefinition[], scope: Pick<PluginScope, 'records' | 'changes'>) {
    this.#facts = facts;
    this.#scope = scope;
    this.#refs = new Map(facts.map(({ id }) => [id, new Set()]));
  }

  of(fact: string): ReadonlySet<string> {
    return this.#refs.get(fact)!;
  }

  /** @returns whether there was anything new */
  async refresh(): Promise<boolean> {
    const { records, changes } = this.#scope;
    if (this.#seq === undefined) {
      this.#seq = await records.scan('entity', (batch) => {
        for (const { key, body } of batch) this.#place(key, body);
      });
      return true;
    }
    const before = this.#seq;
    while ((await changes.head()) > this.#seq) {
      const page = await changes.read({ after: this.#seq, limit: PAGE });
      if (!page.length) break;
      const keys = [...new Set(page.filter(({ type }) => type === 'entity').map(({ key }) => key))];
      for (const key of keys) for (const refs of this.#refs.values()) refs.delete(key);
      for (const { key, body } of await records.byKeys('entity', keys)) this.#place(key, body);
      this.#seq = page.at(-1)!.seq;
    }
    return this.#seq > before;
  }

  #place(ref: string, body: string): void {
    let applies: ((filter: string | undefined) => boolean) | undefined;
    for (const { id, appliesTo } of this.#facts) {
      // Most entities lack the annotation, and their text tells without being read.
      const needed = NEEDED.exec(appliesTo ?? '')?.[1];
      if (needed !== undefined && !body.toLowerCase().includes(needed.toLowerCase())) continue;
      applies ??= appliesToOf(JSON.parse(body) as Entity);
      if (applies(appliesTo)) this.#refs.get(id)!.add(ref);
    }
  }
}
