import { CodeBlock, ExternalLink, Icon } from '@callboard/plugin/web';
import styles from './incidents.module.css';
import { messages } from './messages.ts';
import type { Titled } from './types.ts';

const EXAMPLE = 'links:\n  - { url: https://…, title: Runbook, type: runbook }';

export function Runbooks({ runbooks, links }: { runbooks: readonly Titled[]; links: readonly Titled[] }) {
  return (
    <>
      {runbooks.length === 0 && (
        <>
          <p className={styles.soft}>{messages.runbook.none}</p>
          <CodeBlock text={EXAMPLE} label={messages.runbook.copy} />
        </>
      )}
      <ul className={styles.list}>
        {runbooks.map(({ title, url }) => (
          <li key={url} className={styles.first}>
            <Icon name="runbook" /> <ExternalLink href={url}>{title}</ExternalLink>
          </li>
        ))}
      </ul>
      {links.length > 0 && (
        <ul className={styles.inline} aria-label={messages.runbook.more}>
          {links.map(({ title, url }) => (
            <li key={url}>
              <ExternalLink href={url}>{title}</ExternalLink>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
