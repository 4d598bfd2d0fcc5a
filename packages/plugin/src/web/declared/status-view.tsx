import { ExternalLink } from '../link.tsx';
import { Time } from '../time.tsx';
import { momentOf, objectsIn, textOf } from './data.ts';
import styles from './declared.module.css';
import { Unfit } from './problem.tsx';
import type { ShownProps } from './shown-data.tsx';
import { StatusMark } from './value.tsx';

/** How things stand: one status, or several with their titles. */
export function StatusView({ data }: ShownProps<'status'>) {
  const word = textOf(data);
  const items = word === undefined ? objectsIn(data) : [{ status: word } as Record<string, unknown>];
  if (!items?.every((item) => textOf(item['status']) !== undefined)) return <Unfit view="status" expected="status" />;
  return (
    <ul className={styles.statuses}>
      {items.map((item, index) => {
        const title = textOf(item['title']);
        const url = textOf(item['url']);
        const at = momentOf(item['at']);
        return (
          <li key={index}>
            <StatusMark status={textOf(item['status'])!} />
            {title && (
              <span className={styles.wrap}>{url ? <ExternalLink href={url}>{title}</ExternalLink> : title}</span>
            )}
            {textOf(item['text']) && <span className={styles.soft}>{textOf(item['text'])}</span>}
            {at && (
              <span className={styles.faint}>
                <Time at={at} />
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
