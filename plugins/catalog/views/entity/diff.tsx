import { messages } from '../messages.ts';
import type { DiffItem } from '../types.ts';
import styles from './history.module.css';

const LONGEST = 400;

function textOf(value: unknown): string {
  const list = Array.isArray(value) && value.every((item) => typeof item === 'string');
  const text = list ? value.join(', ') : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Field by field: what it said before and what it says since. */
export function Diff({ diff }: { diff: readonly DiffItem[] }) {
  if (diff.length === 0) return null;
  return (
    <dl className={styles.diff}>
      {diff.map(({ path, before, after }) => (
        <div key={path}>
          <dt>
            <code>{path}</code>
          </dt>
          <dd>
            {before !== undefined && (
              <del>
                <span className={styles.said}>{messages.history.before} </span>
                {textOf(before)}
              </del>
            )}
            {after !== undefined && (
              <ins>
                <span className={styles.said}>{messages.history.after} </span>
                {textOf(after)}
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
