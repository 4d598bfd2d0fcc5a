import { EntityLink, Link, refName } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { Counts } from './counts.tsx';
import { LOOSE } from './answers.ts';
import type { DomainItem, DomainsAnswer } from './answers.ts';
import styles from './map.module.css';
import { Shares } from './shares.tsx';

export function domainHref(ref: string): string {
  return `/explore?domain=${ref}`;
}

/** A domain at a glance: what it is for, whose it is, how much is in it. */
export function DomainCard({ domain }: { domain: DomainItem }) {
  return (
    <li className={styles.domain}>
      <h2>
        <Link to={domainHref(domain.ref)} className={styles.domainLink}>
          {domain.title ?? refName(domain.ref)}
        </Link>
        {domain.parent && <span className={styles.faint}> {messages.domains.partOf(refName(domain.parent))}</span>}
      </h2>
      {domain.description && <p className={styles.clamped}>{domain.description}</p>}
      <Shares counts={domain.counts} />
      <p className={styles.figures}>
        <span>{messages.domains.systems(domain.systems)}</span>
        <Counts counts={domain.counts} byKind />
      </p>
      {domain.owner && (
        <p className={styles.owner}>
          <EntityLink entityRef={domain.owner} />
        </p>
      )}
    </li>
  );
}

/** The same of what is in no domain. */
export function LooseCard({ loose }: { loose: DomainsAnswer['loose'] }) {
  return (
    <li className={styles.domain} data-loose>
      <h2>
        <Link to={domainHref(LOOSE)} className={styles.domainLink}>
          {messages.domains.loose}
        </Link>
      </h2>
      <p className={styles.clamped}>{messages.domains.looseText}</p>
      <Shares counts={loose.counts} />
      <p className={styles.figures}>
        <span>{messages.domains.systems(loose.systems)}</span>
        <Counts counts={loose.counts} byKind />
      </p>
    </li>
  );
}
