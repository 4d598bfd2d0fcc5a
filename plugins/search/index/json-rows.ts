/** Many rows in one parameter: one statement, however many they are, with a text that stays the same and is prepared once. */
import { sql } from '@callboard/plugin/server';
import type { RawBuilder } from 'kysely';

export type Dialect = 'sqlite' | 'postgres';
export type ColumnTypes = Readonly<Record<string, 'TEXT' | 'INTEGER' | 'BIGINT' | 'DOUBLE PRECISION'>>;

/** A table of rows, to stand behind FROM. */
export function jsonRows(dialect: Dialect, columns: ColumnTypes, rows: readonly object[]): RawBuilder<unknown> {
  const text = JSON.stringify(rows);
  const names = Object.keys(columns);
  if (dialect === 'postgres')
    return sql`json_to_recordset(${text}::json) AS given(${sql.raw(names.map((name) => `${name} ${columns[name]}`).join(', '))})`;
  const picked = names.map((name) => `json_extract(value, '$.${name}') AS ${name}`).join(', ');
  return sql`(SELECT ${sql.raw(picked)} FROM json_each(${text})) AS given`;
}

/** A condition: the column has one of the values. */
export function isAmong(dialect: Dialect, column: string, values: readonly (string | number)[]): RawBuilder<boolean> {
  const text = JSON.stringify(values);
  const type = typeof values[0] === 'number' ? 'int' : 'text';
  if (dialect === 'postgres')
    return sql`${sql.ref(column)} IN (SELECT value::${sql.raw(type)} FROM json_array_elements_text(${text}::json))`;
  return sql`${sql.ref(column)} IN (SELECT value FROM json_each(${text}))`;
}
