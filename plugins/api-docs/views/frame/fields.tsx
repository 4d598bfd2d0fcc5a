import type { ReactNode } from 'react';
import styles from '../definition.module.css';
import { messages } from '../messages.ts';
import { Inline } from './prose.tsx';

export interface FieldRow {
  key: string;
  name: ReactNode;
  type?: ReactNode;
  /** A few words after the type. */
  note?: string | undefined;
  description?: string | undefined;
  deprecated?: boolean | undefined;
}

/** Fields, arguments or values, one under the other. */
export function Fields({ title, rows }: { title: string; rows: readonly FieldRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section>
      <h3 className={styles.sectionTitle}>{title}</h3>
      <ul className={styles.fields}>
        {rows.map(({ key, name, type, note, description, deprecated }) => (
          <li key={key} className={styles.field}>
            <div className={styles.schemaLine}>
              <code className={deprecated ? styles.struck : styles.name}>{name}</code>
              {type !== undefined && <span className={styles.type}>{type}</span>}
              {deprecated && <span className={styles.tag}>{messages.deprecated}</span>}
              {note && <span className={styles.quiet}>{note}</span>}
            </div>
            {description && (
              <p className={styles.quiet}>
                <Inline text={description} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
