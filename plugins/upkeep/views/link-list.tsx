import { ExternalLink, Icon, Time } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import type { CheckedLink } from './types.ts';
import styles from './upkeep.module.css';

const ICONS = { ok: 'done', dead: 'error', unreachable: 'warning', refused: 'info' } as const;

/** What was found behind each link. */
export function LinkList({ links }: { links: readonly CheckedLink[] }) {
  if (links.length === 0) return <p className={styles.soft}>{messages.noLinks}</p>;
  return (
    <ul className={styles.list}>
      {links.map((link) => (
        <li key={link.url} className={styles.link}>
          <ExternalLink href={link.url}>{link.url}</ExternalLink>
          <LinkState link={link} />
        </li>
      ))}
    </ul>
  );
}

export function LinkState({ link: { state, status, detail, since } }: { link: CheckedLink }) {
  return (
    <span
      className={state === 'ok' ? styles.good : state === 'dead' ? styles.lacking : styles.soft}
      title={detail ?? ''}
    >
      <Icon name={ICONS[state]} /> {messages.linkStates[state]}
      {status === null ? '' : ` (${status})`} {messages.since} <Time at={since} />
    </span>
  );
}
