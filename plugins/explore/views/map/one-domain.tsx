import {
  EmptyState,
  EntityLink,
  ErrorState,
  Icon,
  Link,
  LoadingLines,
  entityPath,
  refName,
  usePluginApi,
} from '@callboard/plugin/web';
import { useState } from 'react';
import { Button } from '@mantine/core';
import { messages } from '../messages.ts';
import type { Page } from '../types.ts';
import { LOOSE } from './answers.ts';
import type { DomainsAnswer, SystemItem } from './answers.ts';
import { Counts } from './counts.tsx';
import { DomainCard } from './domain-card.tsx';
import styles from './map.module.css';
import { Parts } from './parts.tsx';
import { SystemRow } from './system-row.tsx';

const STEP = 50;
const MOST = 200;

/** One domain: its systems, and what each is made of. */
export function OneDomain({ answer, open }: { answer: DomainsAnswer; open: string }) {
  const isLoose = open === LOOSE;
  const domain = answer.items.find(({ ref }) => ref === open);
  const inside = answer.items.filter(({ parent }) => parent === open);
  if (!domain && !isLoose) {
    return (
      <EmptyState
        icon="sitemap"
        title={messages.graph.unknown(open)}
        action={<Link to="/explore">{messages.domains.all}</Link>}
      />
    );
  }
  return (
    <div className={styles.one}>
      <p className={styles.trail}>
        <Link to="/explore">{messages.domains.all}</Link>
        {domain?.parent && <EntityLink entityRef={domain.parent} />}
      </p>
      <header className={styles.oneHead}>
        <h2>{domain ? (domain.title ?? refName(domain.ref)) : messages.domains.loose}</h2>
        <p>{domain ? domain.description : messages.domains.looseText}</p>
        <p className={styles.figures}>
          <span>{messages.domains.systems(domain ? domain.systems : answer.loose.systems)}</span>
          <Counts counts={domain ? domain.counts : answer.loose.counts} />
        </p>
        {domain && (
          <p className={styles.oneLinks}>
            {domain.owner && <EntityLink entityRef={domain.owner} />}
            <Link to={entityPath(domain.ref)}>{messages.domains.openDomain}</Link>
            <Link to={`${entityPath(domain.ref)}/graph?maxDepth=2`}>
              <Icon name="topology-star-3" size={14} /> {messages.domains.graph}
            </Link>
          </p>
        )}
      </header>
      {inside.length > 0 && (
        <section aria-label={messages.domains.subdomains}>
          <h3>{messages.domains.subdomains}</h3>
          <ul className={styles.domains}>
            {inside.map((one) => (
              <DomainCard key={one.ref} domain={one} />
            ))}
          </ul>
        </section>
      )}
      <Systems domain={isLoose ? undefined : open} />
      <Parts
        of={isLoose ? undefined : open}
        title={isLoose ? messages.domains.looseParts : messages.domains.ownParts}
      />
    </div>
  );
}

function Systems({ domain }: { domain: string | undefined }) {
  const [limit, setLimit] = useState(STEP);
  const { data, error, refetch } = usePluginApi<Page<SystemItem>>('/systems', {
    query: { domain, limit: String(limit) },
    touchedBy: [{ type: 'entity' }],
    keepPrevious: true,
  });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingLines lines={6} />;
  if (data.total === 0)
    return domain === undefined ? null : <p className={styles.faint}>{messages.domains.noSystems}</p>;
  const left = data.total - data.items.length;
  return (
    <section aria-label={messages.domains.systemsTitle}>
      <ul className={styles.systems}>
        {data.items.map((system) => (
          <SystemRow key={system.ref} system={system} />
        ))}
      </ul>
      {left > 0 && limit < MOST && (
        <Button onClick={() => setLimit(Math.min(MOST, limit + STEP))}>
          {messages.showMore(Math.min(left, STEP))}
        </Button>
      )}
      {left > 0 && limit >= MOST && <Link to="/catalog?kind=system">{messages.domains.inCatalog}</Link>}
    </section>
  );
}
