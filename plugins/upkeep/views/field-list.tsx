import { Button } from '@mantine/core';
import { CodeBlock, Icon } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import { formPartOf } from './edit/draft.ts';
import type { FieldState } from './types.ts';
import styles from './upkeep.module.css';

/** Fields that readers look for: the missing ones first, each with the lines to add. */
export function FieldList({ fields, onAdd }: { fields: readonly FieldState[]; onAdd: (part: string) => void }) {
  const sorted = [...fields].sort((a, b) => Number(a.isThere) - Number(b.isThere));
  return (
    <ul className={styles.list}>
      {sorted.map((field) => (
        <li key={field.id} className={styles.item}>
          <p className={styles.itemHead}>
            <span className={field.isThere ? styles.good : styles.lacking}>
              <Icon name={field.isThere ? 'done' : 'warning'} /> {field.isThere ? messages.there : messages.missing}
            </span>
            <b>{field.label}</b>
            <span className={styles.soft}>{field.why}</span>
          </p>
          {field.missing && (
            <div className={styles.lines}>
              <CodeBlock text={field.missing.yaml} label={field.label} />
              <AddButton label={field.label} part={formPartOf(field.missing.path)} onAdd={onAdd} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

interface AddButtonProps {
  label: string;
  /** Absent: the form has no field for it. */
  part: string | undefined;
  onAdd: (part: string) => void;
}

function AddButton({ label, part, onAdd }: AddButtonProps) {
  if (part === undefined) return null;
  return (
    <Button size="xs" variant="default" aria-label={messages.addLabel(label)} onClick={() => onAdd(part)}>
      {messages.add}
    </Button>
  );
}
