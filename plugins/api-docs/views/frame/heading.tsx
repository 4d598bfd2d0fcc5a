import type { ReactNode } from 'react';
import styles from '../definition.module.css';
import { messages } from '../messages.ts';
import { Badge } from './badge.tsx';

/** What is open, at the top of its own view. */
export function Heading({
  badge,
  title,
  detail,
  deprecated,
}: {
  badge?: string;
  title: string;
  detail?: ReactNode;
  deprecated?: boolean | undefined;
}) {
  return (
    <header className={styles.heading}>
      {badge && <Badge word={badge} />}
      <h2>{title}</h2>
      {deprecated && <span className={styles.tag}>{messages.deprecated}</span>}
      {detail !== undefined && <span className={styles.quiet}>{detail}</span>}
    </header>
  );
}
