/** Facts of entities, over HTTP. */
import { CallboardError, parseEntityRef, stringifyEntityRef } from '@callboard/core';
import type { FactDefinition } from '@callboard/core/declared';
import { z, type Http, type Identity, type StoredFact } from '@callboard/plugin/server';
import { splitFact, type FactBook } from '../facts/facts.ts';
import type { FactChange, FactStore } from '../facts/store.ts';

export interface FactRouteOptions {
  book: FactBook;
  store: FactStore;
  /** @throws {CallboardError} `not-allowed` */
  authorize(identity: Identity, permission: string): void;
}

/** A fact with what its manifest says of it. */
type ShownFact = StoredFact &
  Pick<FactDefinition, 'title' | 'description' | 'type' | 'unit'> & { trend?: FactChange[] };

const entity = z.string().max(400).describe('Reference of the entity.');
const name = z.string().max(200).describe('Name of the fact: <plugin>/<id>.');
const listing = z.object({
  entity: entity.optional(),
  fact: name.optional(),
  kind: z
    .string()
    .regex(/^[a-z0-9]{1,63}$/i)
    .optional()
    .describe('Kind of the entities.'),
  trend: z.stringbool().default(false).describe('With entity: the last changes of each.'),
  sort: z.enum(['value', '-value', 'entity']).default('entity'),
  limit: z.coerce.number().int().min(0).max(1000).default(100),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
});
const past = z.object({ entity, fact: name, limit: z.coerce.number().int().min(1).max(500).default(200) });
/** Changes that a small picture of a fact shows. */
const TREND = 30;

export function addFactRoutes(http: Http, { book, store, authorize }: FactRouteOptions): void {
  const may = (identity: Identity, { permission }: FactDefinition): boolean => {
    if (permission === undefined) return true;
    try {
      authorize(identity, permission);
      return true;
    } catch (error) {
      if (error instanceof CallboardError && error.code === 'not-allowed') return false;
      throw error;
    }
  };
  const declared = (fact: string, identity: Identity): FactDefinition => {
    const definition = book.definitions().get(fact);
    if (!definition) throw new CallboardError('not-found', `No running plugin declares the fact ${fact}`);
    if (definition.permission !== undefined) authorize(identity, definition.permission);
    return definition;
  };
  http.get(
    '/facts',
    {
      permission: 'fact.read',
      summary: 'Facts: all of an entity, or one of all entities',
      query: listing,
    },
    async ({ query, identity }) => {
      const { entity: ref, fact, kind, trend, ...rest } = query;
      if (ref === undefined && fact === undefined)
        throw new CallboardError('input-invalid', 'entity or fact is missing: all facts of all are too many');
      if (fact !== undefined) declared(fact, identity);
      const subject = ref === undefined ? undefined : refOf(ref);
      const { items, totalItems } = await store.list({
        ...rest,
        ...(subject === undefined ? {} : { entity: subject }),
        ...(fact === undefined ? {} : splitFact(fact)),
        ...(kind === undefined ? {} : { kind: kind.toLowerCase() }),
      });
      const definitions = book.definitions();
      const trends = trend && subject !== undefined ? await store.history(subject, { limit: TREND }) : undefined;
      const shown = items.flatMap((item): ShownFact[] => {
        const definition = definitions.get(item.fact);
        if (!definition || !may(identity, definition)) return [];
        const { title, description, type, unit } = definition;
        const about = { title, description, type, ...(unit === undefined ? {} : { unit }) };
        return [{ ...item, ...about, ...(trends ? { trend: trends.get(item.fact)?.toReversed() ?? [] } : {}) }];
      });
      return { items: shown, totalItems };
    },
  );
  http.get(
    '/facts/history',
    { permission: 'fact.read', summary: 'How a fact of an entity changed, the newest first', query: past },
    async ({ query: { entity: ref, fact, limit }, identity }) => {
      declared(fact, identity);
      const changes = await store.history(refOf(ref), { ...splitFact(fact), limit });
      return { items: changes.get(fact) ?? [] };
    },
  );
}

function refOf(text: string): string {
  return stringifyEntityRef(parseEntityRef(text));
}
