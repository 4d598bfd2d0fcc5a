/** Reading entities: lists, pages, single ones, batches, facets. */
import {
  CallboardError,
  InvalidInput,
  jsonText,
  parseFields,
  parseFilters,
  parsePredicate,
  Reply,
  stringifyEntityRef,
  z,
  type Http,
  type Records,
} from '@callboard/plugin/server';
import type { Catalog } from '../catalog.ts';
import type { TextFilter } from '../index/catalog-index.ts';
import { entitiesReply, pickText } from '../query/reply.ts';
import { createFormerNames } from '../related/former-names.ts';
import { listInOrder, parseListOrder } from '../query/list.ts';
import { parseOrderField, queryEntities, type EntityPage } from '../query/entity-query.ts';
import { readCursor } from '../query/cursor.ts';
import {
  byQueryBody,
  byQueryQuery,
  byRefsBody,
  byRefsQuery,
  entityName,
  entityUid,
  facetsBody,
  facetsQuery,
  listQuery,
  noQuery,
} from '../schema.ts';
import { both, readBody, textFilterOf } from './input.ts';

const permission = 'catalog.entity.read';
const defaultLimit = 200;
const listCursor = z.object({ limit: z.number().int().min(1), offset: z.number().int().min(0) });

export function addEntityRoutes(http: Http, catalog: Catalog, records: Pick<Records, 'redirects'>): void {
  addLists(http, catalog);
  addSingles(http, catalog, records);
  addFacets(http, catalog);
}

function addLists(http: Http, catalog: Catalog): void {
  const { index } = catalog;

  http.get(
    '/entities',
    { permission, summary: 'All entities, or one page of them', query: listQuery },
    ({ query, url }) => {
      const documents = listInOrder(index, index.search(parseFilters(query.filter)), query.order.map(parseListOrder));
      const fields = parseFields(query.fields);
      const { limit, offset } = query.after === undefined ? query : readCursor(query.after, listCursor);
      if (limit === undefined) return entitiesReply(catalog, { documents: documents.slice(offset ?? 0), fields });
      const end = (offset ?? 0) + limit;
      const headers: Record<string, string> =
        documents.length > end ? { link: `<${nextPath(url, { limit, offset: end })}>; rel="next"` } : {};
      return entitiesReply(catalog, { documents: documents.slice(end - limit, end), fields, headers });
    },
  );

  http.get(
    '/entities/by-query',
    { permission, summary: 'A page of entities that match filters', query: byQueryQuery },
    ({ query }) => {
      const {
        limit = defaultLimit,
        offset,
        cursor,
        filter,
        orderField,
        fullTextFilterTerm,
        fullTextFilterFields,
      } = query;
      const paging = { limit, ...(offset !== undefined && { offset }) };
      if (cursor === '') throw new InvalidInput('Cursor cannot be empty');
      const order = orderField[0] === undefined ? undefined : parseOrderField(orderField[0]);
      const fields = fullTextFilterFields.flatMap((list) => list.split(',')).map((field) => field.trim());
      const initial = {
        filter,
        countsTotal: query.totalItems !== 'exclude',
        ...(order && { order }),
        ...(fullTextFilterTerm && { text: { term: fullTextFilterTerm, fields } }),
      };
      return pageReply(
        catalog,
        queryEntities(index, cursor === undefined ? initial : { cursor }, paging),
        query.fields,
      );
    },
  );

  http.post(
    '/entities/by-query',
    { permission, summary: 'A page of entities that match a predicate', body: byQueryBody },
    ({ body }) => {
      const { limit = defaultLimit, offset, cursor, query, orderBy, fullTextFilter, fields, totalItems } = body ?? {};
      const paging = { limit, ...(offset !== undefined && { offset }) };
      const [first] = orderBy ?? [];
      const initial = {
        countsTotal: totalItems !== 'exclude',
        ...(query !== undefined && { query }),
        ...(first && { order: { field: first.field, descending: first.order === 'desc' } }),
        ...(fullTextFilter && {
          text: { term: fullTextFilter.term, ...(fullTextFilter.fields && { fields: fullTextFilter.fields }) },
        }),
      };
      return pageReply(catalog, queryEntities(index, cursor === undefined ? initial : { cursor }, paging), fields);
    },
  );

  http.post(
    '/entities/by-refs',
    { permission, summary: 'Entities by their refs, in the same order', query: byRefsQuery, body: z.unknown() },
    async ({ query, body }) => {
      const {
        entityRefs,
        fields,
        query: predicate,
      } = readBody(
        byRefsBody,
        body,
        'Malformed request body (did you remember to specify an application/json content type?), ',
      );
      const filter = both(parseFilters(query.filter), predicate === undefined ? undefined : parsePredicate(predicate));
      const { members } = index.search(filter);
      const picked = parseFields([...query.fields, ...(fields ?? [])]);
      const documents = entityRefs
        .map((ref) => index.find(ref.toLowerCase()))
        .map((document) => (document !== undefined && members.has(document) ? document : undefined));
      const texts = await catalog.texts(documents.filter((document) => document !== undefined));
      let at = 0;
      const items = documents.map((document) => {
        const text = document === undefined ? undefined : texts[at++];
        return text === undefined ? 'null' : pickText(text, picked);
      });
      return jsonText(`{"items":[${items.join(',')}]}`);
    },
  );
}

function pageReply(
  catalog: Catalog,
  { documents, totalItems, pageInfo }: EntityPage,
  fields: readonly string[] | undefined,
): Promise<Reply> {
  return entitiesReply(catalog, {
    documents,
    fields: parseFields(fields),
    around: ['{"items":[', `],"totalItems":${totalItems},"pageInfo":${JSON.stringify(pageInfo)}}`],
  });
}

/** The same request, from a later place on. */
function nextPath(url: string, cursor: z.input<typeof listCursor>): string {
  const [path = '', query = ''] = url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.delete('offset');
  parameters.set('after', Buffer.from(JSON.stringify(cursor)).toString('base64'));
  return `${path}?${parameters.toString()}`;
}

function addSingles(http: Http, catalog: Catalog, records: Pick<Records, 'redirects'>): void {
  const { index } = catalog;
  const formerNames = createFormerNames(catalog, records);

  http.get(
    '/entities/by-name/:kind/:namespace/:name',
    { permission, summary: 'One entity by its name', params: entityName, query: noQuery },
    async ({ params }) => {
      const { kind, namespace, name } = params;
      const ref = stringifyEntityRef(params);
      const document = index.find(ref);
      const text = document === undefined ? undefined : await catalog.text(document);
      if (text !== undefined) return jsonText(text);
      const target = await formerNames.successor(ref);
      if (target !== undefined) return new Reply(307, undefined, { location: `../../${pathOf(target)}` });
      throw new CallboardError(
        'not-found',
        `No entity named '${name}' found, with kind '${kind}' in namespace '${namespace}'`,
      );
    },
  );

  http.get(
    '/entities/by-uid/:uid',
    { permission, summary: 'One entity by its uid', params: entityUid, query: noQuery },
    async ({ params }) => {
      const document = index.findByUid(params.uid.toLowerCase());
      const text = document === undefined ? undefined : await catalog.text(document);
      if (text === undefined) throw new CallboardError('not-found', `No entity with uid ${params.uid}`);
      return jsonText(text);
    },
  );
}

function pathOf(ref: string): string {
  const [, kind = '', namespace = '', name = ''] = /^([^:]+):([^/]+)\/(.+)$/.exec(ref) ?? [];
  return [kind, namespace, name].map(encodeURIComponent).join('/');
}

function addFacets(http: Http, catalog: Catalog): void {
  const counted = (wanted: readonly string[], filter: ReturnType<typeof parseFilters>, text?: TextFilter) => {
    if (!wanted.length || wanted.includes('')) throw new InvalidInput('Missing or empty facets parameter');
    return { facets: Object.fromEntries(wanted.map((field) => [field, catalog.index.facet(field, filter, text)])) };
  };

  http.get(
    '/entity-facets',
    { permission, summary: 'How many entities have each value of a field', query: facetsQuery },
    ({ query }) => counted(query.facet, parseFilters(query.filter), textFilterOf(query)),
  );

  http.post(
    '/entity-facets',
    { permission, summary: 'How many entities that match a predicate have each value of a field', body: facetsBody },
    ({ body }) => counted(body.facets ?? [], body.query === undefined ? undefined : parsePredicate(body.query)),
  );
}
