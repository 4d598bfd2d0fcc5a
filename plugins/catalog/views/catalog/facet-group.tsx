import { Checkbox } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import { Icon, formatCount, refName } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import type { FacetValue } from '../types.ts';
import type { Facet } from './catalog-query.ts';
import styles from './catalog.module.css';

interface FacetGroupProps {
  facet: Facet;
  /** `undefined` while they are being counted. */
  values: FacetValue[] | undefined;
  chosen: readonly string[];
  onChoose: (value: string) => void;
  onClear: () => void;
}

const SHOWN = 6;
const SHOWN_WHEN_OPEN = 60;

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** One way to narrow down: its most frequent values first, all others behind a search. */
export function FacetGroup({ facet, values: counted, chosen, onChoose, onClear }: FacetGroupProps) {
  const [last, setLast] = useState<FacetValue[]>([]);
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const id = useId();
  useEffect(() => {
    if (counted) setLast(counted);
  }, [counted]);
  const values = counted ?? last;
  const title = messages.catalog.facet[facet.param as keyof typeof messages.catalog.facet];
  const missing = chosen
    .filter((one) => !values.some(({ value }) => isSame(value, one)))
    .map((value) => ({ value, count: 0 }));
  if (values.length + missing.length === 0) return null;

  const name = (value: string) => (facet.refsOf && value.includes(':') ? refName(value) : value);
  const found = search
    ? values.filter(({ value }) => name(value).toLowerCase().includes(search.toLowerCase()))
    : values;
  const limit = open ? SHOWN_WHEN_OPEN : SHOWN;
  const picked = found.filter(({ value }, index) => index >= limit && chosen.some((one) => isSame(one, value)));
  const shown = [...missing, ...found.slice(0, limit), ...picked];
  return (
    <fieldset className={styles.facet}>
      <legend className={styles.facetTitle}>
        {title}
        {chosen.length > 0 && (
          <button
            type="button"
            className={styles.plainButton}
            onClick={onClear}
            aria-label={messages.catalog.clearFacet(title)}
          >
            <Icon name="close" size={12} />
          </button>
        )}
      </legend>
      {open && values.length > SHOWN_WHEN_OPEN / 4 && (
        <input
          className={styles.facetSearch}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          placeholder={messages.catalog.findValue(formatCount(values.length))}
          aria-label={messages.catalog.findValueIn(title)}
        />
      )}
      <ul id={id}>
        {shown.map(({ value, count }) => (
          <li key={value} className={styles.facetValue}>
            <Checkbox
              size="xs"
              classNames={{ body: styles.facetBody, labelWrapper: styles.facetLabelWrapper, label: styles.facetLabel }}
              checked={chosen.some((one) => isSame(one, value))}
              onChange={() => onChoose(value)}
              label={
                <>
                  <span className={styles.facetName} title={value}>
                    {name(value)}
                  </span>
                  <span className={styles.facetCount}>{formatCount(count)}</span>
                </>
              }
            />
          </li>
        ))}
      </ul>
      {values.length > SHOWN && (
        <button
          type="button"
          className={styles.plainButton}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          {open ? messages.catalog.fewer : messages.catalog.more(formatCount(values.length - SHOWN))}
        </button>
      )}
    </fieldset>
  );
}
