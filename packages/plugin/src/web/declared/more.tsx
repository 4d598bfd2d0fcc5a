import { useState } from 'react';
import { formatCount } from '../format.ts';
import styles from './declared.module.css';
import { messages } from './messages.ts';

const STEP = 50;

/** The beginning of a long list, and what shows more of it. */
export function useMore<Item>(items: readonly Item[], step = STEP) {
  const [count, setCount] = useState(step);
  const left = items.length - count;
  return {
    shown: items.slice(0, count),
    more: left > 0 && (
      <button type="button" className={styles.plainButton} onClick={() => setCount(count + step)}>
        {messages.more(formatCount(Math.min(left, step)))}
      </button>
    ),
  };
}
