import { messages } from '../messages.ts';
import type { Count } from '../types.ts';
import styles from './map.module.css';

const MOST = 4;

/** A thin bar: how components divide into types. The figures beside it, and its title, say the same in words. */
export function Shares({ counts }: { counts: readonly Count[] }) {
  const components = counts.filter(({ kind }) => kind === 'component');
  const total = components.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return <span className={styles.shares} />;
  const first = components.slice(0, MOST);
  const rest = total - first.reduce((sum, { count }) => sum + count, 0);
  const parts = first.map(({ type, count }) => ({ name: type ?? messages.domains.mixed, count }));
  const all = rest > 0 ? [...parts, { name: messages.domains.mixed, count: rest }] : parts;
  const words = all.map(({ name, count }) => messages.domains.count(count, name)).join(', ');
  return (
    <span className={styles.shares} role="img" aria-label={`${messages.domains.share}: ${words}`} title={words}>
      {all.map(({ name, count }, place) => (
        <i key={name} style={{ flexGrow: count, opacity: 1 - place * 0.19 }} />
      ))}
    </span>
  );
}
