import { ExternalLink } from '@callboard/plugin/web';
import styles from './deployments.module.css';
import { messages } from './messages.ts';
import type { Deployment } from './types.ts';

/** The version, and its commit behind it. */
export function Version({ of: { version, commit, commitUrl } }: { of: Deployment }) {
  const short = commit?.slice(0, 7);
  return (
    <span className={styles.versionLine}>
      <b className={styles.version}>{version}</b>
      {short !== undefined && short !== version && commitUrl === undefined && <code>{short}</code>}
      {commitUrl !== undefined && (
        <ExternalLink href={commitUrl} className={styles.commit}>
          {short ?? messages.commit}
        </ExternalLink>
      )}
    </span>
  );
}
