import { useQueries } from '@tanstack/react-query';
import { apiQuery, useKit } from '@callboard/plugin/web';
import type { FacetAnswer, FacetValue } from '../types.ts';
import { facets, filterOf, textParams } from './catalog-query.ts';
import type { CatalogQuery, Facet } from './catalog-query.ts';
import styles from './catalog.module.css';
import { FacetGroup } from './facet-group.tsx';

interface FacetsProps {
  query: CatalogQuery;
  onChoose: (facet: Facet, value: string) => void;
  onClear: (facet: Facet) => void;
}

/** What narrows the list down, each value with its exact count under everything else that is chosen. */
export function Facets({ query, onChoose, onClear }: FacetsProps) {
  const counts = useFacetCounts(query);
  return (
    <div className={styles.facets}>
      {facets.map((facet) => (
        <FacetGroup
          key={facet.param}
          facet={facet}
          values={counts(facet)}
          chosen={query.chosen[facet.param] ?? []}
          onChoose={(value) => onChoose(facet, value)}
          onClear={() => onClear(facet)}
        />
      ))}
    </div>
  );
}

/** A facet with a choice counts under the others' choices; those without share one question. */
function useFacetCounts(query: CatalogQuery): (facet: Facet) => FacetValue[] | undefined {
  const { api } = useKit();
  const groups = [undefined, ...facets.filter(({ param }) => (query.chosen[param] ?? []).length > 0)];
  const results = useQueries({
    queries: groups.map((group) =>
      apiQuery<FacetAnswer>(api, '/api/catalog/entity-facets', {
        query: {
          facet: group ? [group.field] : facets.map((facet) => facet.field),
          filter: filterOf(query, group?.param),
          ...textParams(query),
        },
        touchedBy: [{ type: 'entity' }],
      }),
    ),
  });
  return (facet) => {
    const own = groups.indexOf(facet);
    const values = results[own === -1 ? 0 : own]?.data?.facets[facet.field];
    return values && belonging(facet, values);
  };
}

function belonging(facet: Facet, values: readonly FacetValue[]): FacetValue[] {
  const { refsOf } = facet;
  const own = refsOf ? values.filter(({ value }) => refsOf.some((kind) => value.startsWith(`${kind}:`))) : [...values];
  return own.sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
}
