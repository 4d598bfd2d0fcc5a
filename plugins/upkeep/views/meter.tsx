import { messages } from './messages.ts';
import styles from './upkeep.module.css';

/** How much of something is there: the figure in words, the bar beside it for the eye. */
export function Meter({ score }: { score: number }) {
  return (
    <p className={styles.meter}>
      <span>{messages.complete(score)}</span>
      <span className={styles.meterBar} aria-hidden="true">
        <span style={{ width: `${score}%` }} />
      </span>
    </p>
  );
}
