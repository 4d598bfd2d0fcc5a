import { fieldAt, legible, objectsIn } from './data.ts';
import styles from './declared.module.css';
import { useMore } from './more.tsx';
import { Unfit } from './problem.tsx';
import type { ShownProps } from './shown-data.tsx';
import { Value } from './value.tsx';

const NUMBERS: ReadonlySet<string> = new Set(['number', 'percent', 'bytes', 'duration']);
const SHORT: ReadonlySet<string> = new Set(['status', 'date', 'ago']);

/** Rows and columns; where it is narrow, each row is a list of its values. */
export function TableView({ data, show }: ShownProps<'table'>) {
  const rows = objectsIn(data);
  const { shown, more } = useMore(rows ?? []);
  if (!rows) return <Unfit view="table" expected="list" />;
  const columns = show.columns.map((column) => ({
    ...column,
    title: column.title ?? legible(column.field),
    className: NUMBERS.has(column.format) ? styles.number : SHORT.has(column.format) ? styles.short : undefined,
  }));
  return (
    <div className={styles.narrowable}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map(({ field, title, className }) => (
              <th key={field} scope="col" className={className}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, index) => (
            <tr key={index}>
              {columns.map(({ field, title, format, href, className }) => (
                <td key={field} data-title={title} className={className}>
                  <Value value={fieldAt(row, field)} format={format} href={href && fieldAt(row, href)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more}
    </div>
  );
}
