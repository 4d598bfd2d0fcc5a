import { useEffect, useMemo, useRef } from 'react';
import { CopyButton } from '@callboard/plugin/web';
import type { LineRange } from './document-lines.ts';
import styles from './file-view.module.css';

const LINE_HEIGHT = 20;

/** A file with its line numbers; the lines that matter stand out, and are in sight from the start. */
export function FileView({ text, label, marked }: { text: string; label: string; marked: LineRange }) {
  const scroller = useRef<HTMLDivElement>(null);
  const shown = text.replace(/\n$/, '');
  const numbers = useMemo(
    () =>
      shown
        .split('\n')
        .map((_, at) => at + 1)
        .join('\n'),
    [shown],
  );
  const top = (marked.first - 1) * LINE_HEIGHT;
  useEffect(() => {
    scroller.current?.scrollTo({ top: Math.max(0, top - 2 * LINE_HEIGHT) });
  }, [top]);
  return (
    <div className={styles.file}>
      <CopyButton text={text} className={styles.copy} />
      <div ref={scroller} className={styles.scroller} role="region" aria-label={label} tabIndex={0}>
        <span className={styles.mark} style={{ top, height: (marked.last - marked.first + 1) * LINE_HEIGHT }} />
        <pre className={styles.numbers} aria-hidden="true">
          {numbers}
        </pre>
        <pre className={styles.text}>{shown}</pre>
      </div>
    </div>
  );
}
