import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import styles from './kit.module.css';

export interface PageProps {
  title: string;
  /** One line under the title. */
  description?: ReactNode;
  /** Buttons at the right of the title. */
  actions?: ReactNode;
  children?: ReactNode;
}

const PORTAL = 'Callboard';

/** Puts the title of what is shown on the browser's tab. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${PORTAL}`;
  }, [title]);
}

/** The frame of a page: its heading, its actions, its content. */
export function Page({ title, description, actions, children }: PageProps) {
  useDocumentTitle(title);
  return (
    <div className={styles.page}>
      <header className={styles.pageHeader}>
        <div className={styles.pageHeading}>
          <h1>{title}</h1>
          {description && <p className={styles.pageDescription}>{description}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export interface CardProps {
  title: string;
  /** A word or two beside the title, such as `Sample data`. */
  note?: string | undefined;
  actions?: ReactNode;
  children?: ReactNode;
}

/** A titled part of a page, set off by a hairline. */
export function Card({ title, note, actions, children }: CardProps) {
  return (
    <section className={styles.card} aria-label={title}>
      <header className={styles.cardHeader}>
        <h2>{title}</h2>
        {note && <Note text={note} />}
        {actions}
      </header>
      {children}
    </section>
  );
}

/** Something to know of what is shown here, such as that it is sample data. */
export function Note({ text }: { text: string }) {
  return (
    <span className={styles.note}>
      <Icon name="info" size={12} /> {text}
    </span>
  );
}
