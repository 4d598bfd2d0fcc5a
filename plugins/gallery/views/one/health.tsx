import { Card, Time, formatCount, formatDuration } from '@callboard/plugin/web';
import type { ReactNode } from 'react';
import styles from '../gallery.module.css';
import { messages } from '../messages.ts';
import type { Plugin, PluginHealth } from '../types.ts';

const text = messages.one;

/** How a plugin fares, and who uses it; nothing where the portal does not tell. */
export function Health({ plugin: { health, use } }: { plugin: Plugin }) {
  return (
    <>
      {health && (
        <Card title={text.health}>
          <Numbers {...health} />
        </Card>
      )}
      {use && (
        <Card title={text.use}>
          <p className={styles.soft}>{text.people(use.people, use.days)}</p>
        </Card>
      )}
    </>
  );
}

function Numbers({ requests, errors, errorRate, p95, lastError }: PluginHealth) {
  return (
    <>
      <p className={styles.soft}>{requests ? text.healthText : text.quiet}</p>
      <dl className={styles.pairs}>
        {requests > 0 && (
          <>
            <Pair label={text.calls}>{formatCount(requests)}</Pair>
            <Pair label={text.failedCalls}>{text.failedShare(errors, errorRate)}</Pair>
          </>
        )}
        {p95 !== undefined && <Pair label={text.p95}>{formatDuration(p95)}</Pair>}
        {lastError && (
          <Pair label={text.lastError}>
            <Time at={lastError.at} />
          </Pair>
        )}
      </dl>
      {lastError && (
        <p className={styles.lastError}>
          {lastError.message} <code>{lastError.where}</code>
        </p>
      )}
    </>
  );
}

function Pair({ label, children }: { label: string; children?: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
