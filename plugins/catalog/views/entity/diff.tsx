import { useMemo } from 'react';
import type { DiffItem } from '../types.ts';
import { fieldLines } from './diff-lines.ts';
import type { DiffLine } from './diff-lines.ts';
import styles from './history.module.css';
import { messages } from './messages.ts';

/** Field by field, as YAML says it: what stood there before and what stands there since. */
export function Diff({ diff }: { diff: readonly DiffItem[] }) {
  const lines = useMemo(() => diff.flatMap(fieldLines), [diff]);
  return lines.length === 0 ? null : <DiffLines lines={lines} />;
}

/** Lines that went are marked by a sign, a word for who listens, and a colour; so are those that came. */
export function DiffLines({ lines }: { lines: readonly DiffLine[] }) {
  return (
    <pre className={styles.diff}>
      {lines.map((line, at) => (
        <OneLine key={at} line={line} />
      ))}
    </pre>
  );
}

function OneLine({ line: { sign, text } }: { line: DiffLine }) {
  if (sign === ' ') return <span className={styles.same}>{`  ${text}`}</span>;
  const content = (
    <>
      <span aria-hidden="true">{`${sign} `}</span>
      <span className={styles.said}>{sign === '-' ? messages.history.before : messages.history.after} </span>
      {text}
    </>
  );
  return sign === '-' ? <del>{content}</del> : <ins>{content}</ins>;
}
