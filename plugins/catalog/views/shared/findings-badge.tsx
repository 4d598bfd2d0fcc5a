import { Icon, Link, entityPath, formatCount } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import styles from './shared.module.css';

interface FindingsBadgeProps {
  entityRef: string;
  counts: { error?: number; warning?: number } | undefined;
}

/** How many errors and warnings stand against an entity; nothing when there are none. */
export function FindingsBadge({ entityRef, counts }: FindingsBadgeProps) {
  const { error = 0, warning = 0 } = counts ?? {};
  if (error + warning === 0) return null;
  const level = error > 0 ? 'error' : 'warning';
  const label = messages.findings.badge(error, warning);
  return (
    <Link to={`${entityPath(entityRef)}/findings`} className={styles.badge} aria-label={label} title={label}>
      <span data-level={level}>
        <Icon name={level} size={14} /> {formatCount(error + warning)}
      </span>
    </Link>
  );
}
