/** The paged query of entities: what is asked, from where on, and the page that answers it. */
import { InvalidInput, parseFilters, parsePredicate, type Filter } from '@callboard/plugin/server';
import type { CatalogIndex, TextFilter } from '../index/catalog-index.ts';
import type { Place } from '../index/order.ts';
import { pageOf } from '../index/page.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

export interface EntityQuery {
  /** As in the query string. */
  filter?: readonly string[];
  /** A predicate, as in a request body. */
  query?: unknown;
  text?: { term: string; fields?: readonly string[] };
  order?: { field: string; descending: boolean };
  countsTotal: boolean;
  /** Where the page begins or ends; absent on the first one. */
  from?: { place: Place; backwards: boolean };
}

export interface EntityPage {
  documents: number[];
  totalItems: number;
  pageInfo: { nextCursor?: string; prevCursor?: string };
}

const defaultField = 'metadata.uid';

/** @throws {InvalidInput} when filter, predicate or cursor cannot be understood */
export function queryEntities(
  index: CatalogIndex,
  asked: EntityQuery | { cursor: string },
  paging: { limit: number; offset?: number },
): EntityPage {
  const query = 'cursor' in asked ? decodeCursor(asked.cursor) : asked;
  const field = query.order?.field ?? defaultField;
  const { members, count } = index.search(filterOf(query, field), textOf(query, field));
  const totalItems = query.countsTotal ? count : 0;
  if (paging.limit === 0) return { documents: [], totalItems, pageInfo: {} };
  const order = index.order(field, query.order?.descending);
  const from = query.from && (query.from.backwards ? { before: query.from.place } : { after: query.from.place });
  const page = pageOf(members, order, { ...paging, ...from });
  const first = page.documents[0];
  const last = page.documents.at(-1);
  return {
    documents: page.documents,
    totalItems,
    pageInfo: {
      ...(page.hasNext && last !== undefined && { nextCursor: encodeCursor(query, index.place(last, field)!, false) }),
      ...(page.hasPrevious &&
        first !== undefined && { prevCursor: encodeCursor(query, index.place(first, field)!, true) }),
    },
  };
}

/** Entities that lack the field that the result is ordered by are not part of it. */
function filterOf(query: EntityQuery, field: string): Filter | undefined {
  const filters: Filter[] = [];
  const simple = parseFilters(query.filter);
  if (simple) filters.push(simple);
  if (query.query !== undefined) filters.push(parsePredicate(query.query));
  if (field !== defaultField) filters.push({ op: 'has', key: field.toLowerCase() });
  return filters.length > 1 ? { op: 'all', filters } : filters[0];
}

function textOf({ text }: EntityQuery, field: string): TextFilter | undefined {
  const term = text?.term.trim();
  if (!term) return undefined;
  return { term, fields: text?.fields?.length ? text.fields : [field] };
}

/** Reads `<field>[,asc|desc]`. @throws {InvalidInput} */
export function parseOrderField(text: string): EntityQuery['order'] {
  const [field = '', direction = 'asc'] = text.split(',').map((part) => part.trim());
  if (field === '') throw new InvalidInput('Invalid order field, must not be empty');
  if (direction !== 'asc' && direction !== 'desc')
    throw new InvalidInput('Invalid order field order, must be asc or desc');
  return { field, descending: direction === 'desc' };
}
