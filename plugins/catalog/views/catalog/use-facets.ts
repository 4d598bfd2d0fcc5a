import type { FacetValue } from '../types.ts';
import type { CatalogQuery, Show } from './catalog-query.ts';
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

/** The question how many there are of each value, under everything else that is chosen. */
export function facetsBody(choice: CatalogState['choice'], facets: CatalogQuery['facets']) {
  return { ...choice, facets: facets.map((facet) => facetAsk(facet, { limit: SHOWN, match: '' })) };
}

export function facetAsk({ field, refsOf = [] }: Facet, { limit, match }: { limit: number; match: string }) {
  return { field, prefixes: refsOf, limit, match };
}
