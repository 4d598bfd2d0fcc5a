import { formatCount, useContributions } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import type { Counted } from './types.ts';
import styles from './search.module.css';

interface TypeTabsProps {
  counts: readonly Counted[];
  chosen: readonly string[];
  onChoose: (types: string[]) => void;
}

/** One type of results, or all. Not shown where there is only one. */
export function TypeTabs({ counts, chosen, onChoose }: TypeTabsProps) {
  const types = useContributions('searchTypes');
  if (types.length < 2) return null;
  const countOf = (type: string) => counts.find(({ value }) => value === type)?.count ?? 0;
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  const tabs = [
    { id: '', title: messages.everything, count: all, isChosen: chosen.length === 0 },
    ...types.map(({ id, title }) => ({ id, title, count: countOf(id), isChosen: chosen.includes(id) })),
  ];
  return (
    <div role="group" aria-label={messages.typesLabel} className={styles.tabs}>
      {tabs.map(({ id, title, count, isChosen }) => (
        <button key={id} type="button" aria-pressed={isChosen} onClick={() => onChoose(id === '' ? [] : [id])}>
          {title} <span className={styles.count}>{formatCount(count)}</span>
        </button>
      ))}
    </div>
  );
}
