import { CopyButton, Icon, Time, formatDuration } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import { placeOf } from '../shared/finding-item.tsx';
import { Excerpt } from '../shared/excerpt.tsx';
import type { Explanation, ExplanationStep } from '../types.ts';
import styles from './where.module.css';

/** The way from a source to the catalog, up to where it ends. */
export function Steps({ explanation }: { explanation: Explanation }) {
  const { steps, notReached, place, entityRefs } = explanation;
  return (
    <ol className={styles.steps}>
      {steps.map((step) => (
        <li key={step.step} data-ok={step.ok}>
          <span className={styles.mark}>
            <Icon name={step.ok ? 'done' : 'close'} size={14} label={step.ok ? messages.passed : messages.stopped} />
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
            {!step.ok && step.file && step.line !== undefined && place && (
              <Excerpt place={{ ...place, file: step.file, line: step.line, entityRef: entityRefs[0] }} />
            )}
            {step.hint && (
              <p className={styles.hint}>
                <Icon name="right" size={14} /> {step.hint}
              </p>
            )}
          </div>
        </li>
      ))}
      {notReached.map(({ step, title }) => (
        <li key={step} data-reached="false">
          <span className={styles.mark}>
            <Icon name="unknown" size={14} label={messages.notReached} />
          </span>
          <div className={styles.step}>
            <p className={styles.stepHead}>{title}</p>
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
      <CopyButton text={place} label={messages.copyPlace} />
    </p>
  );
}
