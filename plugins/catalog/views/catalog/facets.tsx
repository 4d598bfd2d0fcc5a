import { Suspense, lazy, useState } from 'react';
import { Icon } from '@callboard/plugin/web';
import styles from './facets.module.css';
import { FacetGroup } from './facet-group.tsx';
import type { Facet } from './facet.ts';
import { messages } from './messages.ts';
import type { CatalogState } from './use-catalog.ts';
import type { FacetCounts } from './use-facets.ts';

const FieldDialog = lazy(async () => ({ default: (await import('./field-dialog.tsx')).FieldDialog }));

interface FacetsProps {
  state: CatalogState;
  /** In the order of the facets; `undefined` while it is being counted. */
  answers: readonly (FacetCounts | undefined)[];
  onChoose: (facet: Facet, value: string) => void;
  onClear: (facet: Facet) => void;
}

/** What narrows the list down, each value with its exact count under everything else that is chosen. */
export function Facets({ state, answers, onChoose, onClear }: FacetsProps) {
  const { query, choice, ownFacets, setOwnFacets } = state;
  const [adding, setAdding] = useState(false);
  function remove(facet: Facet) {
    setOwnFacets(ownFacets.filter((field) => field !== facet.field));
    onClear(facet);
  }
  return (
    <div className={styles.facets}>
      {query.facets.map((facet, place) => (
        <FacetGroup
          key={facet.param}
          facet={facet}
          counts={answers[place]}
          choice={choice}
          chosen={query.chosen[facet.param] ?? []}
          onChoose={(value) => onChoose(facet, value)}
          onClear={() => onClear(facet)}
          onRemove={ownFacets.includes(facet.field) ? () => remove(facet) : undefined}
        />
      ))}
      <button type="button" className={styles.addFacet} aria-haspopup="dialog" onClick={() => setAdding(true)}>
        <Icon name="add" size={12} /> {messages.addFacet}
      </button>
      {adding && (
        <Suspense>
          <FieldDialog
            state={state}
            onPick={(field) => setOwnFacets([...ownFacets, field])}
            onClose={() => setAdding(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
