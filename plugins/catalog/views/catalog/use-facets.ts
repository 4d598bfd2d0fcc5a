import { useApi } from '@callboard/plugin/web';
import type { FacetValue } from '../types.ts';
import type { CatalogQuery, Show } from './catalog-query.ts';
import { FINDINGS } from './facet.ts';
import type { Facet } from './facet.ts';
import type { CatalogState } from './use-catalog.ts';

/** What the server says about a facet. */
export interface FacetCounts {
  values: FacetValue[];
  distinct: number;
  none: number;
}

export type ScopeCounts = Record<Show, number>;

/** Values of a facet that are shown at once; the others are a click away. */
export const SHOWN = 6;

/** How many there are of each value, under everything else that is chosen: in the order of the facets, `undefined` while being counted. */
export function useFacets({ choice, query: { facets } }: Pick<CatalogState, 'choice' | 'query'>) {
  const ofFields = facets.filter(({ param }) => param !== FINDINGS);
  const counted = useApi<FacetsAnswer>(FACETS, {
    body: facetsBody(choice, ofFields),
    touchedBy: [{ type: 'entity' }],
    keepPrevious: true,
  }).data;
  const findings = useApi<FacetsAnswer>(FACETS, {
    body: facetsBody(choice, [{ param: FINDINGS, field: FINDINGS }]),
    touchedBy: [{ type: 'entity' }, { type: 'source' }],
    keepPrevious: true,
  }).data?.facets[0];
  const answers = facets.map((facet) =>
    facet.param === FINDINGS ? findings : counted?.facets[ofFields.indexOf(facet)],
  );
  return { counts: counted?.counts, answers };
}

const FACETS = '/api/callboard/list/facets';

interface FacetsAnswer {
  counts: ScopeCounts;
  facets: FacetCounts[];
}

function facetsBody(choice: CatalogState['choice'], facets: CatalogQuery['facets']) {
  return { ...choice, facets: facets.map((facet) => facetAsk(facet, { limit: SHOWN, match: '' })) };
}

export function facetAsk({ field, refsOf = [] }: Facet, { limit, match }: { limit: number; match: string }) {
  return { field, prefixes: refsOf, limit, match };
}
