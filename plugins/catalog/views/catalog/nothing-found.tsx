import { Button } from '@mantine/core';
import { EmptyState, Link, useMe } from '@callboard/plugin/web';
import { isNarrowed } from './catalog-query.ts';
import type { CatalogQuery } from './catalog-query.ts';
import styles from './catalog.module.css';
import { messages } from './messages.ts';

/** Why the list is empty, and the one next step. */
export function NothingFound({ query, onClear }: { query: CatalogQuery; onClear: () => void }) {
  const { isChosen } = useMe();
  const { empty, nothing, nobody, nothingOwned, nothingStarred } = messages;
  if (isNarrowed(query)) {
    return (
      <EmptyState
        icon="catalog"
        title={nothing.title}
        action={
          <span className={styles.stateActions}>
            <Button onClick={onClear}>{messages.clear}</Button>
            <Link to={`/where?target=${encodeURIComponent(query.text)}`}>{nothing.where}</Link>
          </span>
        }
      >
        {nothing.text}
      </EmptyState>
    );
  }
  if (query.show === 'starred') {
    return (
      <EmptyState icon="star" title={nothingStarred.title}>
        {nothingStarred.text}
      </EmptyState>
    );
  }
  if (query.show === 'owned') {
    const said = isChosen ? nothingOwned : nobody;
    return (
      <EmptyState icon="user" title={said.title} action={isChosen ? undefined : <Link to="/">{nobody.action}</Link>}>
        {said.text}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="catalog" title={empty.title} action={<Link to="/sources">{empty.action}</Link>}>
      {empty.text}
    </EmptyState>
  );
}
