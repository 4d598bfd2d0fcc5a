import { Button } from '@mantine/core';
import { Icon, formatCount } from '@callboard/plugin/web';
import type { ChangeUrl } from '@callboard/plugin/web';
import { SHOWS } from './catalog-query.ts';
import type { CatalogQuery, Show } from './catalog-query.ts';
import styles from './catalog.module.css';
import { messages } from './messages.ts';
import { TextFilter } from './text-filter.tsx';
import type { ScopeCounts } from './use-facets.ts';

interface BarProps {
  query: CatalogQuery;
  change: ChangeUrl;
  counts: ScopeCounts | undefined;
  /** Of the rows; `undefined` until it is known. */
  total: number | undefined;
  onOpen: (what: 'columns' | 'filters') => void;
}

/** What stands above the rows: whose to show, the text, how many there are, which columns. */
export function Bar({ query, change, counts, total, onOpen }: BarProps) {
  function setShow(show: Show) {
    change((params) => (show === 'all' ? params.delete('show') : params.set('show', show)), { push: true });
  }
  return (
    <div className={styles.bar}>
      <div role="group" aria-label={messages.show} className={styles.shows}>
        {SHOWS.map((show) => (
          <button key={show} type="button" aria-pressed={query.show === show} onClick={() => setShow(show)}>
            {messages.shows[show]}
            <span className={styles.showCount}>{counts ? formatCount(counts[show]) : ''}</span>
          </button>
        ))}
      </div>
      <TextFilter
        text={query.text}
        onText={(text) => change((params) => (text ? params.set('text', text) : params.delete('text')))}
      />
      <Button
        className={styles.filtersButton}
        aria-haspopup="dialog"
        leftSection={<Icon name="filter" />}
        onClick={() => onOpen('filters')}
      >
        {messages.filters(Object.values(query.chosen).flat().length)}
      </Button>
      <p className={styles.total} role="status">
        {total !== undefined && messages.count(total, formatCount(total))}
      </p>
      <Button
        className={styles.columnsButton}
        aria-haspopup="dialog"
        leftSection={<Icon name="columns" />}
        onClick={() => onOpen('columns')}
      >
        {messages.columns.button}
      </Button>
    </div>
  );
}
