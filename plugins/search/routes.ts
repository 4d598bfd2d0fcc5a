import type { Http } from '@callboard/plugin/server';
import { anyQuery, cursorOf, parseQuery, type Limits } from './schema.ts';
import type { SearchService } from './service.ts';

const permission = 'search.query.read';
/** As many as a palette has room for. */
const suggestions = 8;

export interface Parts {
  service: SearchService;
  limits: Limits;
  /** Every type of documents that a running plugin makes findable. */
  types(): { id: string; title: string; icon: string }[];
  /** `behind`: changes that are not handled yet; `writes`: how often the index was changed. */
  state(): Promise<{ isReady: boolean; documents: number; behind: number; writes: number }>;
}

export function addRoutes(http: Http, { service, limits, types, state }: Parts): void {
  const idsOfTypes = () => types().map(({ id }) => id);

  http.get(
    '/query',
    { permission, summary: 'Search everything that plugins make findable', query: anyQuery },
    async (request) => {
      const { term, types: asked, filters, facets, page, limit } = parseQuery(request.query, limits, idsOfTypes());
      const offset = page * limit;
      const answer = await service.query({
        term,
        types: asked,
        filters,
        facets,
        limit,
        offset,
        identity: request.identity,
      });
      const { total, hits, isBounded, spelling } = answer;
      return {
        numberOfResults: total,
        results: hits,
        ...(offset + limit < total && { nextPageCursor: cursorOf(page + 1) }),
        ...(page > 0 && { previousPageCursor: cursorOf(page - 1) }),
        ...(isBounded && { isBounded }),
        types: answer.types,
        ...(facets.length > 0 && { facets: answer.facets }),
        ...(spelling !== undefined && { spelling }),
      };
    },
  );

  http.get(
    '/suggestions',
    { permission, summary: 'The few likeliest results, while somebody types', query: anyQuery },
    async (request) => {
      const { term, types: asked } = parseQuery(request.query, limits, idsOfTypes());
      const { total, hits, spelling } = await service.query({
        term,
        types: asked,
        limit: suggestions,
        identity: request.identity,
      });
      return { numberOfResults: total, results: hits, ...(spelling !== undefined && { spelling }) };
    },
  );

  http.get('/state', { permission, summary: 'What can be found, and how far the index is' }, async () => ({
    ...(await state()),
    types: types(),
  }));
}
