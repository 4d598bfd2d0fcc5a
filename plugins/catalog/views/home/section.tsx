import type { ReactNode } from 'react';
import styles from './home.module.css';

/** A part of the page: a small heading over a hairline, and what belongs to it. */
export function Section({ title, actions, children }: { title: string; actions?: ReactNode; children?: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {actions}
      </header>
      {children}
    </section>
  );
}
