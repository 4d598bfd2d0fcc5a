import { Button } from '@mantine/core';
import { ExternalLink, Icon, Time } from '@callboard/plugin/web';
import { linkAt } from './edit/begin.ts';
import { messages } from './messages.ts';
import type { CheckedLink } from './types.ts';
import styles from './upkeep.module.css';

const ICONS = { ok: 'done', dead: 'error', unreachable: 'warning', refused: 'info' } as const;

export interface LinkListProps {
  /** Addresses that the descriptor links to, as it has them. */
  urls: readonly string[];
  /** Those that were looked at. */
  links: readonly CheckedLink[];
  onMend: (part: string) => void;
}

/** What was found behind each link. */
export function LinkList({ urls, links, onMend }: LinkListProps) {
  const found = new Map(links.map((link) => [link.url, link]));
  if (urls.length === 0) return <p className={styles.soft}>{messages.noLinks}</p>;
  return (
    <>
      {found.size === 0 && <p className={styles.soft}>{messages.linksNotYet}</p>}
      <ul className={styles.list}>
        {[...new Set(urls)].map((url) => {
          const link = found.get(url);
          return (
            <li key={url} className={styles.link}>
              <ExternalLink href={url}>{url}</ExternalLink>
              {link && <LinkState link={link} />}
              {link?.state === 'dead' && (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={messages.mendLink(url)}
                  onClick={() => onMend(linkAt(url))}
                >
                  {messages.mend}
                </Button>
              )}
              {!link && found.size > 0 && <span className={styles.soft}>{messages.linkNotYet}</span>}
            </li>
          );
        })}
      </ul>
    </>
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
