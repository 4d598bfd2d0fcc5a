import { Button } from '@mantine/core';
import { Suspense, useState } from 'react';
import { Time, lazyView } from '@callboard/plugin/web';
import styles from './deployments.module.css';
import { messages } from './messages.ts';
import { placeName } from './place-name.ts';
import { VerdictMark } from './state-mark.tsx';
import type { Decision, Deployment, Metric } from './types.ts';

const DecideDialog = lazyView(async () => (await import('./decide-dialog.tsx')).DecideDialog);
const text = messages.canary;
const CHOICES = ['promote', 'abort'] as const;

/** How a canary does, metric by metric, and what a person can do about it. */
export function CanaryPanel({ canary: one }: { canary: Deployment }) {
  const [choice, setChoice] = useState<Decision['decision']>();
  const { version, since, canary, decision } = one;
  const metrics = canary?.metrics ?? [];
  return (
    <section className={styles.canary} aria-label={text.title(version, placeName(one))}>
      <header className={styles.canaryHead}>
        <h3>{text.title(version, placeName(one))}</h3>
        <span className={styles.soft}>
          {canary && `${text.weight(canary.weight)} · `}
          <Time at={since} />
        </span>
        <span className={styles.buttons}>
          {CHOICES.map((each) => (
            <Button
              key={each}
              size="compact-sm"
              variant={each === 'promote' ? 'filled' : 'default'}
              onClick={() => setChoice(each)}
            >
              {text[each]}
            </Button>
          ))}
        </span>
      </header>
      {decision && <Decided decision={decision} />}
      {metrics.length ? <Metrics metrics={metrics} /> : <p className={styles.soft}>{text.none}</p>}
      {choice && (
        <Suspense>
          <DecideDialog deployment={one} choice={choice} onClose={() => setChoice(undefined)} />
        </Suspense>
      )}
    </section>
  );
}

function Decided({ decision: { decision, by, at, reason, delivery, problem } }: { decision: Decision }) {
  return (
    <p role="status" className={styles.decided}>
      {text.decided[decision]} <b>{by}</b> <Time at={at} />
      {reason !== undefined && `: ${reason}`}. {text.delivery[delivery]} {problem}
    </p>
  );
}

function Metrics({ metrics }: { metrics: readonly Metric[] }) {
  return (
    <table className={styles.metrics}>
      <thead>
        <tr>
          <th scope="col">{text.metric}</th>
          <th scope="col" className={styles.number}>
            {text.baseline}
          </th>
          <th scope="col" className={styles.number}>
            {text.canary}
          </th>
          <th scope="col">{text.verdict}</th>
        </tr>
      </thead>
      <tbody>
        {metrics.map((each) => (
          <tr key={each.metric}>
            <th scope="row">{each.metric}</th>
            <td className={styles.number}>{withUnit(each.baseline, each.unit)}</td>
            <td className={styles.number}>{withUnit(each.canary, each.unit)}</td>
            <td>
              <VerdictMark verdict={each.verdict} />
              {each.at !== undefined && (
                <span className={styles.soft}>
                  {' '}
                  <Time at={each.at} />
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function withUnit(value: string | number | undefined, unit: string | undefined): string {
  if (value === undefined) return '–';
  const shown = typeof value === 'number' ? value.toLocaleString() : value;
  return unit === undefined ? shown : `${shown} ${unit}`;
}
