import { fieldAt, isObject, legible } from './data.ts';
import styles from './declared.module.css';
import { Unfit } from './problem.tsx';
import type { ShownProps } from './shown-data.tsx';
import { Value } from './value.tsx';

const MOST = 50;

/** Names and values of one object: the fields that are named, or all. */
export function KeyValueView({ data, show }: ShownProps<'keyValue'>) {
  const object = Array.isArray(data) && data.length === 1 ? (data[0] as unknown) : data;
  if (!isObject(object)) return <Unfit view="keyValue" expected="object" />;
  const fields =
    show.fields ??
    Object.keys(object)
      .slice(0, MOST)
      .map((field) => ({
        field,
        title: undefined,
        format: isAddress(object[field]) ? ('link' as const) : ('text' as const),
        href: undefined,
      }));
  return (
    <dl className={styles.keyValue}>
      {fields.map(({ field, title, format, href }) => (
        <div key={field}>
          <dt>{title ?? legible(field)}</dt>
          <dd>
            <Value
              value={show.fields ? fieldAt(object, field) : object[field]}
              format={format}
              href={href && fieldAt(object, href)}
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function isAddress(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\//.test(value);
}
