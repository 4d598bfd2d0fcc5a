import { ExternalLink, Icon } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import { valuesAt } from '../catalog/columns.ts';
import { messages } from '../messages.ts';
import styles from './entity.module.css';

/** Where else to look, and whom to write to. */
export function LinksCard({ entity }: EntityViewProps) {
  const links = entity.metadata.links ?? [];
  const mails = valuesAt(entity, 'spec.profile.email');
  if (links.length + mails.length === 0) return <p className={styles.faint}>{messages.links.none}</p>;
  return (
    <ul className={styles.links}>
      {links.map((link) => (
        <li key={`${link.url} ${link.title}`}>
          <Icon name={iconOf(link.icon, link.url)} />
          <ExternalLink href={link.url}>{link.title ?? link.url}</ExternalLink>
          {link.type && <span className={styles.faint}>{link.type}</span>}
        </li>
      ))}
      {mails.map((mail) => (
        <li key={mail}>
          <Icon name="mail" />
          <ExternalLink href={`mailto:${mail}`}>{mail}</ExternalLink>
        </li>
      ))}
    </ul>
  );
}

const KNOWN_ICONS = new Set(['dashboard', 'docs', 'chat', 'alert', 'github', 'mail', 'runbook', 'web', 'code']);

function iconOf(named: string | undefined, url: string): string {
  if (named && KNOWN_ICONS.has(named)) return named;
  return url.startsWith('mailto:') ? 'mail' : 'link';
}
