import { Icon, useTitle } from '@callboard/plugin/web';
import type { ChangeUrl } from '@callboard/plugin/web';
import { clearFilters, toggleValue } from './catalog-query.ts';
import type { CatalogQuery } from './catalog-query.ts';
import styles from './catalog.module.css';
import { facetTitle, useValueName } from './facet.ts';
import { messages } from './messages.ts';

/** What is chosen, each to be taken away by a click. */
export function Chips({ query, change }: { query: CatalogQuery; change: ChangeUrl }) {
  const valueName = useValueName();
  const chosen = query.facets.flatMap((facet) => (query.chosen[facet.param] ?? []).map((value) => ({ facet, value })));
  if (chosen.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={messages.chosen}>
      {chosen.map(({ facet, value }) => {
        const [title, name] = [facetTitle(facet), valueName(facet, value)];
        const isRef = facet.refsOf !== undefined && value !== '';
        return (
          <li key={`${facet.param}=${value}`}>
            <button
              type="button"
              className={styles.chip}
              title={value === '' ? undefined : value}
              onClick={() => change((params) => toggleValue(params, facet, value), { push: true })}
            >
              <span className={styles.chipFacet}>{title}</span>
              <span className={styles.chipValue}>{isRef ? <Called entityRef={value} name={name} /> : name}</span>
              <Icon name="close" size={12} label={messages.removeFilter} />
            </button>
          </li>
        );
      })}
      <li>
        <button type="button" className={styles.plainButton} onClick={() => change(clearFilters, { push: true })}>
          {messages.clear}
        </button>
      </li>
    </ul>
  );
}

function Called({ entityRef, name }: { entityRef: string; name: string }) {
  return useTitle(entityRef) ?? name;
}
