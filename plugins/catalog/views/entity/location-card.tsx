import { ExternalLink, Link, formatCount, safeHref, useApi } from '@callboard/plugin/web';
import type { EntityViewProps } from '@callboard/plugin/web';
import { valuesAt } from '../catalog/columns.ts';
import type { EntityPage } from '../types.ts';
import styles from './entity.module.css';
import { messages } from './messages.ts';

const ORIGIN = 'metadata.annotations.backstage.io/managed-by-origin-location';

/** What a Location points to, and what came in through it. */
export function LocationCard({ entity }: EntityViewProps) {
  const targets = [...valuesAt(entity, 'spec.target'), ...valuesAt(entity, 'spec.targets')];
  const own = entity.metadata.annotations?.['backstage.io/managed-by-location'];
  if (targets.length === 0) return <p className={styles.faint}>{messages.location.none}</p>;
  return (
    <>
      <ul className={styles.links}>
        {targets.map((target) => (
          <li key={target}>
            {safeHref(target) ? <ExternalLink href={target}>{target}</ExternalLink> : <code>{target}</code>}
          </li>
        ))}
      </ul>
      {own && <BroughtIn own={own} />}
    </>
  );
}

function BroughtIn({ own }: { own: string }) {
  const origin = useCount(`${ORIGIN}=${own}`);
  if (!origin) return null;
  return (
    <Link to={`/catalog?${encodeURIComponent(ORIGIN)}=${encodeURIComponent(own)}`}>
      {messages.location.broughtIn(origin, formatCount(origin))}
    </Link>
  );
}

function useCount(filter: string): number | undefined {
  const { data } = useApi<EntityPage>('/api/catalog/entities/by-query', {
    query: { filter, limit: 0 },
    touchedBy: [{ type: 'entity' }],
  });
  return data?.totalItems;
}
