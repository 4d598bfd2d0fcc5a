import { ActionIcon, Button, TextInput } from '@mantine/core';
import { Icon } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import styles from '../upkeep.module.css';

export interface RowsProps<Row extends object> {
  /** Name of the field in the form. */
  part: string;
  legend: string;
  rows: readonly Row[];
  /** Fields of a row, in order, with their labels. */
  fields: Readonly<Partial<Record<keyof Row & string, string>>>;
  empty: Row;
  onChange: (rows: Row[]) => void;
}

/** A list of small records, each a row of text fields. */
export function Rows<Row extends object>({ part, legend, rows, fields, empty, onChange }: RowsProps<Row>) {
  const names = Object.keys(fields) as (keyof Row & string)[];
  const put = (at: number, row: Row) => onChange(rows.map((old, index) => (index === at ? row : old)));
  return (
    <fieldset className={styles.group} data-part={part}>
      <legend className={styles.legend}>{legend}</legend>
      {rows.map((row, at) => (
        // Rows have no identity but their place.
        <div key={at} data-row className={styles.row}>
          {names.map((name) => (
            <TextInput
              key={name}
              size="xs"
              label={at === 0 ? fields[name] : undefined}
              aria-label={`${legend} ${at + 1}: ${fields[name]}`}
              value={String(row[name])}
              onChange={(event) => put(at, { ...row, [name]: event.currentTarget.value })}
            />
          ))}
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${legend}: ${messages.form.removeRow(at + 1)}`}
            onClick={() => onChange(rows.filter((_, index) => index !== at))}
          >
            <Icon name="close" />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button size="xs" variant="default" onClick={() => onChange([...rows, empty])}>
          {messages.form.addRow}
        </Button>
      </div>
    </fieldset>
  );
}
