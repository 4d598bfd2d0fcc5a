import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { formatCount } from '@callboard/plugin/web';
import { useKindTitle } from './hit-facts.ts';
import { messages } from './messages.ts';
import { FACETS } from './search-state.ts';
import type { Counted } from './types.ts';
import styles from './search.module.css';

interface FacetListProps {
  counts: Record<string, Counted[]>;
  chosen: Record<string, string[]>;
  /** How many values are chosen. */
  count: number;
  onChoose: (facet: string, values: string[]) => void;
}

const SHOWN = 7;
const SHOWN_WHEN_OPEN = 100;

/** What narrows the results down; folded away on a small screen. */
export function FacetList({ counts, chosen, count, onChoose }: FacetListProps) {
  const [open, setOpen] = useState(false);
  const kindTitle = useKindTitle();
  return (
    <aside aria-label={messages.filtersLabel} className={styles.aside} data-open={open || undefined}>
      <button type="button" className={styles.asideButton} aria-expanded={open} onClick={() => setOpen(!open)}>
        {messages.showFilters(count)}
      </button>
      <div className={styles.facets}>
        {FACETS.map((facet) => (
          <FacetGroup
            key={facet}
            title={messages.facets[facet] ?? facet}
            counts={counts[facet] ?? []}
            chosen={chosen[facet] ?? []}
            nameOf={facet === 'kind' ? kindTitle : String}
            onChoose={(values) => onChoose(facet, values)}
          />
        ))}
      </div>
    </aside>
  );
}

interface FacetGroupProps {
  title: string;
  counts: readonly Counted[];
  chosen: readonly string[];
  nameOf: (value: string) => string;
  onChoose: (values: string[]) => void;
}

function FacetGroup({ title, counts, chosen, nameOf, onChoose }: FacetGroupProps) {
  const [open, setOpen] = useState(false);
  const isChosen = (value: string) => chosen.some((one) => one.toLowerCase() === value.toLowerCase());
  const gone = chosen.filter((one) => !counts.some(({ value }) => value.toLowerCase() === one.toLowerCase()));
  const first = counts.slice(0, open ? SHOWN_WHEN_OPEN : SHOWN);
  const further = counts.slice(first.length).filter(({ value }) => isChosen(value));
  const values = [...first, ...further, ...gone.map((value) => ({ value, count: 0 }))];
  if (!values.length) return null;
  const toggle = (value: string) =>
    onChoose(isChosen(value) ? chosen.filter((one) => one.toLowerCase() !== value.toLowerCase()) : [...chosen, value]);
  return (
    <fieldset className={styles.facet}>
      <legend>{title}</legend>
      <ul>
        {values.map(({ value, count }) => (
          <li key={value}>
            <Checkbox
              size="xs"
              classNames={{ body: styles.checkBody, labelWrapper: styles.checkLabel, label: styles.check }}
              checked={isChosen(value)}
              onChange={() => toggle(value)}
              label={
                <>
                  <span className={styles.checkName}>{nameOf(value)}</span>
                  <span className={styles.count}>{formatCount(count)}</span>
                </>
              }
            />
          </li>
        ))}
      </ul>
      {counts.length > SHOWN && (
        <button type="button" className={styles.plainButton} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? messages.fewerValues : messages.moreValues(formatCount(counts.length - SHOWN))}
        </button>
      )}
    </fieldset>
  );
}
