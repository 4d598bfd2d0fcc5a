/** What this plugin takes from the service `catalog`, and keeps until the catalog changes: who owns what, how to reach them, what hangs on what. */
import { contactsOf, parseEntityRef, stringifyEntityRef, type Entity } from '@callboard/plugin/server';

export interface CatalogService {
  get(ref: string): Promise<Entity | undefined>;
  readonly graph: {
    node(ref: string): number | undefined;
    ref(node: number): string;
    forEachEdge(node: number, visit: (source: number, forward: string, reverse: string, target: number) => void): void;
  };
  onChange(listener: () => void): () => void;
}

export interface Owner {
  ref: string;
  title: string;
  /** Its chat channel: the name, and where it opens when that is known. */
  chat?: { title: string; url?: string };
  email?: string;
}

const mostKept = 20_000;

export class Surroundings {
  readonly #catalog: CatalogService;
  readonly #owners = new Map<string, Promise<Owner>>();
  readonly #popularity = new Map<string, number>();

  constructor(catalog: CatalogService) {
    this.#catalog = catalog;
  }

  /** The catalog has changed. */
  forget(): void {
    this.#owners.clear();
    this.#popularity.clear();
  }

  /** How many relations an entity has; 0 for what is none. */
  popularity(ref: string): number {
    const known = this.#popularity.get(ref);
    if (known !== undefined) return known;
    const { graph } = this.#catalog;
    const node = graph.node(ref);
    let count = 0;
    if (node !== undefined) graph.forEachEdge(node, () => count++);
    if (this.#popularity.size >= mostKept) this.#popularity.clear();
    this.#popularity.set(ref, count);
    return count;
  }

  /** Who answers for an entity; a person and a team answer for themselves. */
  async ownerOf(entityRef: string): Promise<Owner | undefined> {
    if (/^(group|user):/.test(entityRef)) return this.owner(entityRef);
    const { graph } = this.#catalog;
    const node = graph.node(entityRef);
    if (node === undefined) return undefined;
    let owner: number | undefined;
    graph.forEachEdge(node, (source, forward, _reverse, target) => {
      if (source === node && forward === 'ownedBy') owner ??= target;
    });
    return owner === undefined ? undefined : this.owner(graph.ref(owner));
  }

  owner(ref: string): Promise<Owner> {
    const known = this.#owners.get(ref);
    if (known) return known;
    const owner = this.#read(ref);
    if (this.#owners.size >= mostKept) this.#owners.clear();
    this.#owners.set(ref, owner);
    // What could not be had is asked for again the next time.
    owner.catch(() => this.#owners.delete(ref));
    return owner;
  }

  async #read(ref: string): Promise<Owner> {
    const entity = await this.#catalog.get(ref);
    const { name } = parseEntityRef(ref);
    if (!entity) return { ref: stringifyEntityRef(parseEntityRef(ref)), title: name };
    const profile = entity.spec?.['profile'] as { displayName?: unknown } | undefined;
    const title = [entity.metadata.title, profile?.displayName].find(
      (value) => typeof value === 'string' && value !== '',
    );
    return { ref, title: (title as string | undefined) ?? entity.metadata.name, ...contactsOf(entity) };
  }
}
