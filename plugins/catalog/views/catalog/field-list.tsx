import { Icon } from '@callboard/plugin/web';
import styles from './catalog.module.css';
import type { Column } from './columns.ts';
import { messages } from './messages.ts';

interface FieldListProps {
  label: string;
  columns: readonly Column[];
  search: string;
  onPick: (path: string) => void;
}

const SHOWN = 100;

/** Fields to pick one from, by name and path. */
export function FieldList({ label, columns, search, onPick }: FieldListProps) {
  const term = search.toLowerCase();
  const found = columns.filter(({ path, title }) => `${title} ${path}`.toLowerCase().includes(term)).slice(0, SHOWN);
  if (found.length === 0) return <p className={styles.facetNote}>{messages.columns.none}</p>;
  return (
    <ul className={styles.fields} aria-label={label}>
      {found.map(({ path, title }) => (
        <li key={path}>
          <button type="button" onClick={() => onPick(path)}>
            <Icon name="add" size={14} />
            <span>{title}</span>
            <code>{path}</code>
          </button>
        </li>
      ))}
    </ul>
  );
}
