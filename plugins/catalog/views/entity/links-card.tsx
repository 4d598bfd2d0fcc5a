import { ExternalLink, Icon, contactsOf } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import styles from './entity.module.css';
import { linkIcon } from './links.ts';
import { messages } from './messages.ts';

/** Where else to look, and where whoever it stands for can be reached. */
export function LinksCard({ entity }: EntityViewProps) {
  const links = entity.metadata.links ?? [];
  const { chat, email } = contactsOf(entity);
  const channel = chat && !chat.url ? chat.title : undefined;
  if (links.length === 0 && !email && !channel) return <p className={styles.faint}>{messages.links.none}</p>;
  return (
    <ul className={styles.links}>
      {channel && (
        <li>
          <Icon name="chat" />
          <span>{channel}</span>
        </li>
      )}
      {email && (
        <li>
          <Icon name="mail" />
          <ExternalLink href={`mailto:${email}`}>{email}</ExternalLink>
        </li>
      )}
      {links.map((link) => (
        <li key={`${link.url} ${link.title}`}>
          <Icon name={linkIcon(link)} />
          <ExternalLink href={link.url}>{link.title ?? link.url}</ExternalLink>
          {link.type && <span className={styles.faint}>{link.type}</span>}
        </li>
      ))}
    </ul>
  );
}
