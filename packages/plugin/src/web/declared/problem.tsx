import { Icon } from '../icon.tsx';
import { Time } from '../time.tsx';
import styles from './declared.module.css';
import { messages } from './messages.ts';

/** Why there is no answer, or none that is newer. */
export interface DataProblem {
  /** To name when asking for help; absent where the hint is all that there is to do. */
  code?: string;
  message: string;
  hint: string;
}

/** What happened, what to do, and the code to name when asking for help. */
export function Problem({ problem, onRetry }: { problem: DataProblem; onRetry?: () => void }) {
  const { code, message, hint } = problem;
  return (
    <div className={styles.problem} role="alert">
      <Icon name="error" size={16} />
      <div>
        <p>{message}</p>
        <p className={styles.soft}>{hint}</p>
        <p className={styles.after}>
          {onRetry && (
            <button type="button" className={styles.plainButton} onClick={onRetry}>
              {messages.retry}
            </button>
          )}
          {code !== undefined && (
            <span className={styles.faint}>
              {messages.code} <code>{code}</code>
            </span>
          )}
        </p>
      </div>
    </div>
  );
}

/** How old what is shown is, and why. */
export function StaleNote({
  at,
  problem,
  onRetry,
}: {
  at: string;
  problem?: DataProblem | undefined;
  onRetry: () => void;
}) {
  return (
    <p className={styles.stale} role="status" title={problem?.hint}>
      <Icon name="history" size={14} />
      <span>
        {messages.asOf} <Time at={at} />. {problem ? problem.message : messages.stale}{' '}
        {problem && (
          <button type="button" className={styles.plainButton} onClick={onRetry}>
            {messages.retry}
          </button>
        )}
      </span>
    </p>
  );
}

/** The data is not what the view shows. */
export function Unfit({ view, expected }: { view: string; expected: keyof typeof messages.expected }) {
  const hint = messages.unfitHint(messages.expected[expected]);
  return <Problem problem={{ message: messages.unfitTitle(view), hint }} />;
}
