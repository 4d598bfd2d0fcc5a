import {
  parseEntityRef,
  parseFilters,
  stringifyEntityRef,
  type Change,
  type Entity,
  type Relation,
} from '@callboard/plugin/server';
import type { Catalog } from './catalog.ts';
import { queryEntities } from './query/entity-query.ts';

export interface CatalogQuery {
  /** Conditions as in the query string: `kind=component,spec.type=service`; several are alternatives. */
  filter?: string | readonly string[];
  /** Field to order by; the entities that lack it are left out. */
  order?: { field: string; descending?: boolean };
  /** 200 unless told. */
  limit?: number;
  offset?: number;
}

/**
 * The whole graph in memory, for walks over many entities at once. Nodes are numbers: every ref that is there, and every one that is only
 * pointed at.
 */
export interface CatalogGraph {
  /** `undefined` for a ref that nobody has heard of. */
  node(ref: string): number | undefined;
  ref(node: number): string;
  /** Whether there is an entity; `false` for a ref that is only pointed at. */
  isPresent(node: number): boolean;
  /** The entities that a filter (`kind=domain`) asks for. */
  search(filter: string): number[];
  /** Calls `visit` with every edge at a node, as its source says it; two files may say the same one. */
  forEachEdge(node: number, visit: (source: number, forward: string, reverse: string, target: number) => void): void;
  /** The first value of a field (`spec.type`) as it was written; none when it has more than 200 characters. */
  value(node: number, field: string): string | undefined;
}

/** What the catalog offers other plugins under the service id `catalog`. */
export interface CatalogService {
  /** The entity of a ref (`component:default/web`), as clients get it. */
  get(ref: string): Promise<Entity | undefined>;
  query(query: CatalogQuery): Promise<{ items: Entity[]; totalItems: number }>;
  /** Relations of an entity in both directions; none for one that is not there. */
  relations(ref: string): Relation[];
  /** Each value of a field and how many entities have it. */
  facets(field: string, filter?: string | readonly string[]): { value: string; count: number }[];
  readonly graph: CatalogGraph;
  /** Calls back after changes are visible here. @returns stops it */
  onChange(listener: (changes: Change[]) => void): () => void;
}

const defaultLimit = 200;

export function createCatalogService(catalog: Catalog): CatalogService {
  const { index } = catalog;
  const find = (ref: string) => index.find(stringifyEntityRef(parseEntityRef(ref)));
  return {
    async get(ref) {
      const document = find(ref);
      return document === undefined ? undefined : catalog.entity(document);
    },
    async query({ filter, order, limit = defaultLimit, offset }) {
      const asked = {
        countsTotal: true,
        ...(filter !== undefined && { filter: [filter].flat() }),
        ...(order && { order: { field: order.field, descending: order.descending ?? false } }),
      };
      const page = queryEntities(index, asked, { limit, ...(offset !== undefined && { offset }) });
      const texts = await catalog.texts(page.documents);
      return {
        items: texts.filter((text) => text !== undefined).map((text) => JSON.parse(text) as Entity),
        totalItems: page.totalItems,
      };
    },
    relations(ref) {
      const document = find(ref);
      return document === undefined ? [] : index.relationsOf(document);
    },
    facets: (field, filter) => index.facet(field, parseFilters(filter)),
    graph: {
      node: (ref) => index.node(ref),
      ref: (node) => index.ref(node),
      search: (filter) => index.search(parseFilters(filter)).members.members(),
      isPresent: (node) => index.isPresent(node),
      forEachEdge: (node, visit) => index.relations.forEachAt(node, visit),
      value: (node, field) => index.value(node, field),
    },
    onChange: (listener) => catalog.onChange(listener),
  };
}
