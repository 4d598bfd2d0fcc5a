import { CopyButton, Icon, Time, formatDuration } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { placeOf } from '../shared/finding-item.tsx';
import type { ExplanationStep } from '../types.ts';
import styles from './where.module.css';

/** The way from a source to the catalog, up to where it ends. */
export function Steps({ steps }: { steps: readonly ExplanationStep[] }) {
  return (
    <ol className={styles.steps}>
      {steps.map((step) => (
        <li key={step.step} data-ok={step.ok}>
          <span className={styles.mark}>
            <Icon
              name={step.ok ? 'done' : 'close'}
              size={14}
              label={step.ok ? messages.where.passed : messages.where.stopped}
            />
          </span>
          <div className={styles.step}>
            <p className={styles.stepHead}>
              <strong>{step.title}</strong>
              {step.at && <Time at={step.at} />}
              {step.durationMs !== undefined && <span>{formatDuration(step.durationMs)}</span>}
              {step.code && <code>{step.code}</code>}
            </p>
            <p className={styles.detail}>{step.detail}</p>
            {step.file && <Place step={step} file={step.file} />}
            {step.hint && (
              <p className={styles.hint}>
                <Icon name="right" size={14} /> {step.hint}
              </p>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Place({ step, file }: { step: ExplanationStep; file: string }) {
  const place = placeOf({ ...step, file });
  return (
    <p className={styles.place}>
      <code>{place}</code>
      <CopyButton text={place} label={messages.findings.copyPlace} />
    </p>
  );
}
