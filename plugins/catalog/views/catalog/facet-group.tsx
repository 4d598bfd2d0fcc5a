import { Checkbox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useId, useState } from 'react';
import { Icon, formatCount, useApi } from '@callboard/plugin/web';
import type { FacetValue } from '../types.ts';
import shared from './catalog.module.css';
import styles from './facets.module.css';
import { NONE, facetTitle, isSame, useValueName } from './facet.ts';
import type { Facet } from './facet.ts';
import { messages } from './messages.ts';
import type { CatalogState } from './use-catalog.ts';
import { SHOWN, facetAsk } from './use-facets.ts';
import type { FacetCounts } from './use-facets.ts';

interface FacetGroupProps {
  facet: Facet;
  /** `undefined` while they are being counted. */
  counts: FacetCounts | undefined;
  choice: CatalogState['choice'];
  chosen: readonly string[];
  onChoose: (value: string) => void;
  onClear: () => void;
  /** Takes the whole facet away; absent for those that are always there. */
  onRemove: (() => void) | undefined;
}

const SHOWN_WHEN_OPEN = 100;
const TYPING_PAUSE = 120;

/** One way to narrow down: its most frequent values first, all others behind a search, and those that have none. */
export function FacetGroup({ facet, counts, choice, chosen, onChoose, onClear, onRemove }: FacetGroupProps) {
  const [folded, setFolded] = useState(false);
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const [match] = useDebouncedValue(search.trim(), TYPING_PAUSE);
  const id = useId();
  const valueName = useValueName();
  const all = useApi<{ facets: FacetCounts[] }>('/api/callboard/list/facets', {
    body: { ...choice, facets: [facetAsk(facet, { limit: SHOWN_WHEN_OPEN, match })] },
    touchedBy: [{ type: 'entity' }],
    enabled: open && !folded,
    keepPrevious: true,
  }).data?.facets[0];
  const title = facetTitle(facet);
  const distinct = counts?.distinct ?? 0;
  if (distinct === 0 && chosen.length === 0 && !onRemove) return null;

  const values = ((open && all) || counts)?.values ?? [];
  const missing = chosen.filter((one) => one !== NONE && !values.some(({ value }) => isSame(value, one)));
  const withNone = counts && (counts.none > 0 || chosen.includes(NONE)) && (!open || match === '');
  const shown: FacetValue[] = [
    ...values,
    ...missing.map((value) => ({ value, count: 0 })),
    ...(withNone ? [{ value: NONE, count: counts.none }] : []),
  ];
  return (
    <div role="group" aria-label={title} className={styles.facet}>
      <div className={styles.facetHead}>
        <button
          type="button"
          className={styles.facetTitle}
          aria-expanded={!folded}
          aria-controls={id}
          onClick={() => setFolded(!folded)}
        >
          <Icon name={folded ? 'right' : 'down'} size={12} /> {title}
        </button>
        {chosen.length > 0 && <FacetButton label={messages.clearFacet(title)} onClick={onClear} />}
        {chosen.length === 0 && onRemove && <FacetButton label={messages.removeFacet(title)} onClick={onRemove} />}
      </div>
      <div id={id} hidden={folded}>
        {open && (
          <input
            className={styles.facetSearch}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            placeholder={messages.findValue(formatCount(distinct))}
            aria-label={messages.findValueIn(title)}
          />
        )}
        <ul>
          {shown.map((one) => (
            <Value
              key={one.value}
              {...one}
              name={one.title ?? valueName(facet, one.value)}
              isChosen={chosen.some((value) => isSame(value, one.value))}
              onChoose={() => onChoose(one.value)}
            />
          ))}
        </ul>
        {open && all?.values.length === 0 && <p className={shared.facetNote}>{messages.noValue}</p>}
        {distinct > SHOWN && (
          <button type="button" className={shared.plainButton} aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? messages.fewer : messages.more(formatCount(distinct - SHOWN))}
          </button>
        )}
      </div>
    </div>
  );
}

function FacetButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" className={styles.facetButton} aria-label={label} title={label} onClick={onClick}>
      <Icon name="close" size={12} />
    </button>
  );
}

interface ValueProps extends FacetValue {
  name: string;
  isChosen: boolean;
  onChoose: () => void;
}

function Value({ value, count, name, isChosen, onChoose }: ValueProps) {
  return (
    <li className={styles.facetValue} data-none={value === NONE || undefined}>
      <Checkbox
        size="xs"
        classNames={{ body: styles.facetBody, labelWrapper: styles.facetLabelWrapper, label: styles.facetLabel }}
        checked={isChosen}
        onChange={onChoose}
        label={
          <>
            <span className={styles.facetName} title={value || name}>
              {name}
            </span>
            <span className={styles.facetCount}>{formatCount(count)}</span>
          </>
        }
      />
    </li>
  );
}
