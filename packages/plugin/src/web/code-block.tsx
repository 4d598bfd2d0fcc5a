import { useEffect, useMemo, useRef } from 'react';
import { CopyButton } from './copy-button.tsx';
import styles from './kit.module.css';

export interface CodeBlockProps {
  text: string;
  /** What the text is; screen readers say it. */
  label: string;
  /** 1-based line to mark and scroll to. */
  line?: number | undefined;
  /** Number of the first line; 1 unless told. */
  firstLine?: number;
  /** CSS length above which it scrolls. */
  maxHeight?: string;
}

const LINE_HEIGHT = 20;

/** Text in a fixed-width font with line numbers and a button to copy it. */
export function CodeBlock({ text, label, line, firstLine = 1, maxHeight = '70vh' }: CodeBlockProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const shown = text.endsWith('\n') ? text.slice(0, -1) : text;
  const numbers = useMemo(() => {
    const count = shown.split('\n').length;
    return Array.from({ length: count }, (_, index) => index + firstLine).join('\n');
  }, [shown, firstLine]);
  const marked = line === undefined ? undefined : (line - firstLine) * LINE_HEIGHT;
  useEffect(() => {
    if (marked !== undefined) scroller.current?.scrollTo({ top: Math.max(0, marked - 4 * LINE_HEIGHT) });
  }, [marked]);
  return (
    <div className={styles.code}>
      <CopyButton text={text} className={styles.codeCopy} />
      <div
        ref={scroller}
        className={styles.codeScroll}
        style={{ maxHeight }}
        role="region"
        aria-label={label}
        tabIndex={0}
      >
        {marked !== undefined && <span className={styles.codeMark} style={{ top: marked }} />}
        <pre className={styles.codeNumbers} aria-hidden="true">
          {numbers}
        </pre>
        <pre className={styles.codeText}>{shown}</pre>
      </div>
    </div>
  );
}
