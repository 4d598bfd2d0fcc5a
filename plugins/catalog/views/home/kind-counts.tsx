import { Icon, Link, formatCount, useKinds } from '@callboard/plugin/web';
import type { FacetValue } from '../types.ts';
import styles from './home.module.css';
import { messages } from './messages.ts';

/** How much of what there is, each a way into the catalog. */
export function KindCounts({ kinds }: { kinds: readonly FacetValue[] }) {
  const known = useKinds();
  const all = kinds.toSorted((a, b) => b.count - a.count);
  return (
    <ul className={styles.kinds} aria-label={messages.kinds}>
      {all.map(({ value, count }) => {
        const kind = known.find((one) => one.kind.toLowerCase() === value.toLowerCase());
        const name = (count === 1 ? kind?.singular : kind?.plural) ?? value;
        return (
          <li key={value}>
            <Link to={`/catalog?kind=${encodeURIComponent(value.toLowerCase())}`} className={styles.kind}>
              <Icon name={kind?.icon ?? 'unknown'} size={14} />
              <span className={styles.kindCount}>{formatCount(count)}</span> {name}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
