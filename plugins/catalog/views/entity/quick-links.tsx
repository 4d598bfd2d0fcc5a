import { ExternalLink, Icon } from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';
import styles from './header.module.css';
import { linkIcon, quickLinks } from './links.ts';
import { messages } from './messages.ts';

/** Runbook, dashboard, logs, alerts: one click from the top of the page. */
export function QuickLinks({ links }: { links: NonNullable<Entity['metadata']['links']> }) {
  const shown = quickLinks(links);
  if (shown.length === 0) return null;
  return (
    <ul className={styles.quick} aria-label={messages.links.quick}>
      {shown.map((link) => (
        <li key={link.url}>
          <Icon name={linkIcon(link)} size={14} />
          <ExternalLink href={link.url}>{link.title ?? link.url}</ExternalLink>
        </li>
      ))}
    </ul>
  );
}
