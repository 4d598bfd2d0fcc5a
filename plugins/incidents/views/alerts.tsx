import { ExternalLink, Icon, Time } from '@callboard/plugin/web';
import styles from './incidents.module.css';
import { messages } from './messages.ts';
import type { Alert } from './types.ts';

const text = messages.alerts;
const SEVERITIES = {
  critical: { icon: 'error', className: styles.red },
  warning: { icon: 'warning', className: styles.yellow },
  info: { icon: 'info', className: styles.soft },
} as const;
const ORDER = ['critical', 'warning', 'info'] as const;

export function Alerts({ alerts }: { alerts: readonly Alert[] }) {
  if (!alerts.length) return <p className={styles.soft}>{text.none}</p>;
  const sorted = alerts.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return (
    <ul className={styles.list}>
      {sorted.map((alert) => (
        <li key={`${alert.name} ${alert.since} ${alert.url}`} className={styles.row}>
          <Severity severity={alert.severity} />
          <span className={styles.what}>
            <b>{alert.url === undefined ? alert.name : <ExternalLink href={alert.url}>{alert.name}</ExternalLink>}</b>
            {alert.summary !== undefined && <span>{alert.summary}</span>}
            {alert.runbook !== undefined && <ExternalLink href={alert.runbook}>{text.runbook}</ExternalLink>}
          </span>
          <span className={styles.soft}>
            <Time at={alert.since} />
          </span>
        </li>
      ))}
    </ul>
  );
}

export function Severity({ severity, word }: { severity: Alert['severity']; word?: string }) {
  const { icon, className } = SEVERITIES[severity];
  return (
    <span className={`${styles.mark} ${className}`}>
      <Icon name={icon} size={14} /> {word ?? text.severities[severity]}
    </span>
  );
}

/** The gravest of some alerts. */
export function worstOf(alerts: readonly Alert[]): Alert['severity'] {
  return ORDER.find((severity) => alerts.some((alert) => alert.severity === severity)) ?? 'info';
}
