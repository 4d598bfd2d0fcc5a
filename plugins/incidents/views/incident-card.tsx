import { Icon, Link } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import styles from './incidents.module.css';
import { messages } from './messages.ts';
import { incidentPath } from './use-incident.ts';

/** The way to the page for whoever is in a hurry. */
export function IncidentCard({ entityRef }: EntityViewProps) {
  return (
    <p className={styles.card}>
      <Link to={incidentPath(entityRef)} className={styles.open}>
        <Icon name="alert" size={14} /> {messages.card.open}
      </Link>
      <span className={styles.soft}>{messages.card.text}</span>
    </p>
  );
}
