import { Icon } from '@callboard/plugin/web';
import styles from './deployments.module.css';
import { messages } from './messages.ts';
import type { State, Verdict } from './types.ts';

const STATES = {
  pending: { icon: 'waiting', className: styles.soft },
  running: { icon: 'refresh', className: styles.soft },
  canary: { icon: 'flask', className: styles.yellow },
  succeeded: { icon: 'done', className: styles.green },
  failed: { icon: 'error', className: styles.red },
  aborted: { icon: 'close', className: styles.soft },
  removed: { icon: 'delete', className: styles.soft },
} as const;

const VERDICTS = {
  pass: { icon: 'done', className: styles.green },
  warn: { icon: 'warning', className: styles.yellow },
  fail: { icon: 'error', className: styles.red },
  unknown: { icon: 'unknown', className: styles.soft },
} as const;

/** A state in an icon and a word. */
export function StateMark({ state }: { state: State }) {
  const { icon, className } = STATES[state];
  return (
    <span className={`${styles.mark} ${className}`}>
      <Icon name={icon} size={14} /> {messages.states[state]}
    </span>
  );
}

export function VerdictMark({ verdict }: { verdict: Verdict }) {
  const { icon, className } = VERDICTS[verdict];
  return (
    <span className={`${styles.mark} ${className}`}>
      <Icon name={icon} size={14} /> {messages.canary.verdicts[verdict]}
    </span>
  );
}

/** Says of what is shown that it is made up. */
export function SampleTag() {
  return (
    <span className={styles.tag} title={messages.sampleWhy}>
      <Icon name="info" size={12} /> {messages.sample}
    </span>
  );
}
