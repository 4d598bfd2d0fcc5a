import { ActionIcon } from '@mantine/core';
import { EntityPicker, Icon, entityRefOf } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import styles from '../upkeep.module.css';

export interface ReferenceFieldProps {
  /** Name of the field in the form. */
  part: string;
  label: string;
  placeholder: string;
  filter: readonly string[];
  value: string;
  onChange: (value: string) => void;
}

/** A field whose value is another entity: what is there, and a way to pick another one. */
export function ReferenceField({ part, label, placeholder, filter, value, onChange }: ReferenceFieldProps) {
  return (
    <div className={styles.group} data-part={part}>
      <span className={styles.legend}>{label}</span>
      <span className={styles.picked}>
        <code>{value || messages.form.none}</code>
        {value && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${label}: ${messages.form.removeRow(1)}`}
            onClick={() => onChange('')}
          >
            <Icon name="close" />
          </ActionIcon>
        )}
      </span>
      <EntityPicker
        label={label}
        placeholder={placeholder}
        filter={filter}
        onPick={(entity) => onChange(entityRefOf(entity))}
      />
    </div>
  );
}
